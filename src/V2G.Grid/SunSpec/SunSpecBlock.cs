namespace V2G.Grid.SunSpec;

/// <summary>The registers of one model, read and written by the names of its points. A point that is not implemented is NaN.</summary>
public sealed class SunSpecBlock(SunSpecLayout layout, Memory<ushort> registers)
{
    const int NoScale = int.MinValue;

    public SunSpecLayout Layout => layout;

    public Span<ushort> Registers => registers.Span;

    /// <summary>The figure in its unit. NaN when the point, or the scale factor that it needs, is not implemented.</summary>
    public double this[string name]
    {
        get
        {
            SunSpecPoint point = layout[name];
            double raw = SunSpecValue.Read(Of(point), point.Type);
            int scale = Scale(point);
            // A negative power divides: what was written with one decimal is read as that decimal's double.
            return scale == NoScale ? double.NaN : scale < 0 ? raw / SunSpecValue.PowerOfTen(-scale) : raw * SunSpecValue.PowerOfTen(scale);
        }
        set
        {
            SunSpecPoint point = layout[name];
            int scale = Scale(point);
            double raw = scale == NoScale ? double.NaN : scale < 0 ? value * SunSpecValue.PowerOfTen(-scale) : value / SunSpecValue.PowerOfTen(scale);
            SunSpecValue.Write(Of(point), point.Type, raw);
        }
    }

    public bool IsImplemented(string name) => !double.IsNaN(this[name]);

    /// <summary>The figure as the registers hold it; 0 for one that is not implemented.</summary>
    public int Raw(string name)
    {
        SunSpecPoint point = layout[name];
        double raw = SunSpecValue.Read(Of(point), point.Type);
        return double.IsNaN(raw) ? 0 : (int)Math.Min(raw, int.MaxValue);
    }

    public string Text(string name) => SunSpecValue.ReadText(Of(layout[name]));

    public void SetText(string name, string text) => SunSpecValue.WriteText(Of(layout[name]), text);

    /// <summary>Nothing but ID and L is implemented.</summary>
    public void Clear()
    {
        foreach (SunSpecPoint point in layout.Points) SunSpecValue.Write(Of(point), point.Type, double.NaN);
        Registers[0] = (ushort)layout.Model.Id;
        Registers[1] = (ushort)layout.Length;
    }

    public Span<ushort> Of(SunSpecPoint point) => Registers.Slice(point.Offset, point.Size);

    int Scale(SunSpecPoint point)
    {
        if (point.Scale is null) return 0;
        double scale = SunSpecValue.Read(Of(layout[point.Scale]), SunSpecType.ScaleFactor);
        return scale is >= -SunSpecValue.MostScale and <= SunSpecValue.MostScale ? (int)scale : NoScale;
    }
}

using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>A volt-var curve in the stored curves of a device (model 705).</summary>
sealed class FallbackCurve(SunSpecBlock block, DerCurve curve)
{
    int Points => block.Raw("NPt");

    int Curves => block.Raw("NCrv");

    /// <summary>The first that can be written and holds it; null: there is none.</summary>
    public int? Stored
    {
        get
        {
            if (Points < curve.Points.Length || !block.Layout.Has($"Crv[1].Pt[{curve.Points.Length}].Var")) return null;
            for (int n = 2; n <= Curves && block.Layout.Has($"Crv[{n}].ActPt"); n++)
                if (block.Raw($"Crv[{n}].ReadOnly") == 0) return n;
            return null;
        }
    }

    /// <summary>The active curve is this one already, to the resolution of its scale factors.</summary>
    public bool IsActive
    {
        get
        {
            if (!block.Layout.Has("Crv[1].ActPt") || block.Raw("Crv[1].ActPt") != curve.Points.Length || block.Raw("Crv[1].DeptRef") != curve.Reference) return false;
            for (int i = 0; i < curve.Points.Length; i++)
            {
                string at = $"Crv[1].Pt[{i + 1}].";
                if (!block.Layout.Has(at + "V") || !Same(block[at + "V"], curve.Points[i].X) || !Same(block[at + "Var"], curve.Points[i].Y)) return false;
            }
            return Kept("Crv[1].VRef", curve.VRefPercent) && Kept("Crv[1].VRefAutoEna", curve.AutonomousVRef ? 1 : 0) && Kept("Crv[1].RspTms", curve.ResponseSeconds);
        }
    }

    /// <summary>Writes it into the registers of a stored curve.</summary>
    public void Fill(int n)
    {
        string at = $"Crv[{n}].";
        block[at + "ActPt"] = curve.Points.Length;
        block[at + "DeptRef"] = curve.Reference;
        Where(at + "Pri", 1);
        Where(at + "VRef", curve.VRefPercent);
        Where(at + "VRefAutoEna", curve.AutonomousVRef ? 1 : 0);
        Where(at + "VRefAutoTms", curve.AutonomousVRefSeconds);
        Where(at + "RspTms", curve.ResponseSeconds);
        for (int i = 0; i < curve.Points.Length; i++)
        {
            block[$"{at}Pt[{i + 1}].V"] = curve.Points[i].X;
            block[$"{at}Pt[{i + 1}].Var"] = curve.Points[i].Y;
        }
    }

    /// <summary>What of it is written, around the points that are read-only.</summary>
    public (string First, string Last)[] Ranges(int n) =>
    [
        ($"Crv[{n}].ActPt", $"Crv[{n}].VRef"), ($"Crv[{n}].VRefAutoEna", $"Crv[{n}].RspTms"), ($"Crv[{n}].Pt[1].V", $"Crv[{n}].Pt[{curve.Points.Length}].Var"),
    ];

    void Where(string point, double value)
    {
        if (block.IsImplemented(point)) block[point] = value;
    }

    // What a device does not implement it can't keep.
    bool Kept(string point, double value) => !block.IsImplemented(point) || double.IsNaN(value) || Same(block[point], value);

    static bool Same(double kept, double wanted) => Math.Abs(kept - wanted) <= 0.5;
}

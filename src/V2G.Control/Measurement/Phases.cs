namespace V2G.Control.Measurement;

/// <summary>One figure per phase (A, B, C, or AB, BC, CA). Phases beyond <see cref="Count"/> are 0 and are never counted.</summary>
public struct Phases
{
    public double A;
    public double B;
    public double C;

    /// <summary>1 or 3.</summary>
    public int Count;

    public Phases(double a)
    {
        A = a;
        Count = 1;
    }

    public Phases(double a, double b, double c)
    {
        A = a;
        B = b;
        C = c;
        Count = 3;
    }

    public double this[int phase]
    {
        readonly get => phase switch { 0 => A, 1 => B, _ => C };
        set
        {
            switch (phase)
            {
                case 0: A = value; break;
                case 1: B = value; break;
                default: C = value; break;
            }
        }
    }

    public readonly double Min => Count == 3 ? Math.Min(A, Math.Min(B, C)) : A;

    public readonly double Max => Count == 3 ? Math.Max(A, Math.Max(B, C)) : A;

    public readonly double Mean => Count == 3 ? (A + B + C) * (1.0 / 3) : A;
}

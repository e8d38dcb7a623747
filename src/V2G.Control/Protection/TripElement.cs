namespace V2G.Control.Protection;

/// <summary>The element that tripped (IEEE 1547-2018 6.4.1, 6.5.1 and 8.1), or why service ended otherwise.</summary>
public enum TripElement : byte { None = 0, Ov2, Ov1, Uv2, Uv1, Of2, Of1, Uf2, Uf1, Island }

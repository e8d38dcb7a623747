namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What the session has cost so far.</summary>
[ComplexType]
public partial struct Receipt
{
    public ulong TimeAnchor;
    public DetailedCost? EnergyCosts;
    public DetailedCost? OccupancyCosts;
    public DetailedCost? AdditionalServicesCosts;
    public DetailedCost? OverstayCosts;
    [Occurs(0, 10)] public Many<DetailedTax> TaxCosts;
}

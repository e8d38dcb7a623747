namespace V2G.Linux.Inventory;

/// <summary>Every device of the kinds that a charger's board has, whether it can be used or not; looking changes nothing.</summary>
public static class DeviceInventory
{
    public static IReadOnlyList<DeviceRecord> List(DeviceTree tree) =>
    [
        .. GpioInventory.List(tree), .. IioInventory.List(tree), .. ClassInventory.Watchdogs(tree), .. ClassInventory.Tpms(tree), .. ClassInventory.CanInterfaces(tree),
        .. ClassInventory.Sensors(tree), .. ClassInventory.Pwms(tree), .. ClassInventory.SerialPorts(tree), .. ClassInventory.SurvivingMemory(tree),
    ];
}

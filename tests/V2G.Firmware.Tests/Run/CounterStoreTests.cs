using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Run;

public sealed class CounterStoreTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("v2g-counters").FullName;

    string File => Path.Combine(_directory, CounterStore.FileName);

    [Fact]
    public void R_7_energy_survives_a_restart()
    {
        using (CounterStore store = new(_directory))
        {
            Assert.False(store.Restore(new EnergyCounters()));
            for (int i = 1; i <= 5; i++) store.Save(i, 2 * i, 3 * i, 4 * i);
        }
        EnergyCounters energy = new();
        using CounterStore again = new(_directory);
        Assert.True(again.Restore(energy));
        Assert.Equal(5, energy.ExportedKilowattHours, 6);
        Assert.Equal(10, energy.ImportedKilowattHours, 6);
        Assert.Equal(15, energy.InjectedKilovarHours, 6);
        Assert.Equal(20, energy.AbsorbedKilovarHours, 6);
    }

    [Fact]
    public void R_80_what_the_contactors_have_been_through_survives_a_restart()
    {
        ContactorWear grid = new() { Operations = 4711, BrokenUnderLoad = 2, DischargeArcAmpereSquareSeconds = 1.5, ChargeArcAmpereSquareSeconds = 0.25, ClosingsWithinHour = 7 };
        ContactorWear vehicle = new() { Operations = 12, DischargeArcAmpereSquareSeconds = 3 };
        using (CounterStore store = new(_directory)) store.Save(1, 2, 3, 4, grid, vehicle);
        using CounterStore again = new(_directory);
        Assert.True(again.Restore(new EnergyCounters()));
        Assert.Equal((grid, vehicle), (again.Grid, again.Vehicle));
    }

    [Fact]
    public void R_7_a_write_cut_off_at_any_byte_leaves_the_figures_before_or_after_it_and_never_others()
    {
        using (CounterStore store = new(_directory)) for (int i = 1; i <= 2; i++) store.Save(i, i, i, i);
        byte[] before = System.IO.File.ReadAllBytes(File);
        using (CounterStore store = new(_directory))
        {
            store.Restore(new EnergyCounters());
            store.Save(3, 3, 3, 3);
        }
        byte[] after = System.IO.File.ReadAllBytes(File);
        int first = Enumerable.Range(0, after.Length).First(i => before[i] != after[i]) / (after.Length / 2) * (after.Length / 2);
        for (int cut = 0; cut <= after.Length / 2; cut++)
        {
            byte[] torn = [.. before];
            Array.Copy(after, first, torn, first, cut);
            System.IO.File.WriteAllBytes(File, torn);
            EnergyCounters energy = new();
            using CounterStore store = new(_directory);
            Assert.True(store.Restore(energy));
            Assert.Contains(Math.Round(energy.ExportedKilowattHours, 9), new[] { 2.0, 3.0 });
            Assert.Equal(energy.ExportedKilowattHours, energy.AbsorbedKilovarHours, 9);
        }
    }

    [Fact]
    public void R_7_a_file_of_noise_restores_nothing()
    {
        byte[] noise = new byte[4096];
        new Random(1).NextBytes(noise);
        System.IO.File.WriteAllBytes(File, noise);
        using CounterStore store = new(_directory);
        Assert.False(store.Restore(new EnergyCounters()));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}

using V2G.Firmware.Fans;
using V2G.Firmware.Roles;
using V2G.Linux.Devices;

namespace V2G.Firmware.Tests.Fans;

public class FanTests
{
    [Fact]
    public void R_76_speed_rises_at_once_and_falls_only_when_it_is_four_kelvin_cooler()
    {
        FanCurve curve = new();
        Assert.Equal(0.3, curve.Step(20));
        Assert.Equal(0.65, curve.Step(80), 1e-9);
        Assert.Equal(0.65, curve.Step(76.5), 1e-9);
        Assert.Equal(0.65, curve.Step(79.9), 1e-9);
        Assert.Equal(0.65 - 0.7 * 2 / 40, curve.Step(74), 1e-9);
        Assert.Equal(1, curve.Step(double.NaN));
        Assert.Equal(1, curve.Step(98));
    }

    [Theory]
    [InlineData(3000, 1.0, false)]
    [InlineData(3000, 0.85, false)]
    [InlineData(3000, 0.75, true)]
    [InlineData(3000, 0.0, true)]
    [InlineData(0, 0.0, true)]
    public void R_76_a_fan_that_turns_a_fifth_slower_than_told_has_failed(double fullRpm, double share, bool failed)
    {
        FanWatch watch = new();
        while (watch.Learning) watch.Step(1, fullRpm, 0.2);
        for (int n = 0; n < 50; n++) watch.Step(0.5, 0.5 * fullRpm * share, 0.2);
        Assert.Equal(failed, watch.Failed);
    }

    [Fact]
    public void R_76_a_fan_has_its_time_to_follow_and_one_that_turns_again_is_good_again()
    {
        FanWatch watch = new();
        while (watch.Learning) watch.Step(1, 3000, 0.2);
        for (int n = 0; n < 20; n++) watch.Step(0.3, 900, 0.2);
        for (int n = 0; n < 14; n++) watch.Step(1, 900, 0.2);
        Assert.False(watch.Failed);
        for (int n = 0; n < 5; n++) watch.Step(1, 900, 0.2);
        Assert.True(watch.Failed);
        watch.Step(1, 2900, 0.2);
        Assert.False(watch.Failed);
    }

    [Fact]
    public void R_76_R_77_fans_of_the_kernels_hwmon_are_commanded_and_their_tachometers_read()
    {
        string root = Directory.CreateTempSubdirectory("v2g-fans").FullName;
        try
        {
            string chip = Directory.CreateDirectory(Path.Combine(root, "hwmon3")).FullName;
            void Put(string name, string text) => File.WriteAllText(Path.Combine(chip, name), text + "\n");
            string Get(string name) => File.ReadAllText(Path.Combine(chip, name)).Trim();
            Put("name", "pwmfan");
            foreach (int i in new[] { 1, 2 })
            {
                Put($"pwm{i}", "0");
                Put($"pwm{i}_enable", "2");
                Put($"fan{i}_input", "3000");
            }
            using FanRole role = new(null, root);
            FanReport report = default;
            for (int n = 0; n < 25; n++) report = role.Drive(0.5);
            Assert.Equal(("1", "128", "128"), (Get("pwm1_enable"), Get("pwm1"), Get("pwm2")));
            Assert.Equal((2, 0), (report.Count, report.Failed));
            Put("fan2_input", "0");
            for (int n = 0; n < 25; n++) report = role.Drive(0.5);
            Assert.Equal((2, 1), (report.Count, report.Failed));
            // The one that is left has the work of both.
            Assert.Equal("255", Get("pwm1"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_board_without_such_fans_has_none() => Assert.Empty(HwmonFan.All("/nonexistent"));
}

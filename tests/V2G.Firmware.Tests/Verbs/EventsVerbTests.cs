using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Verbs;

public class EventsVerbTests
{
    [Fact]
    public void Events_faults_and_the_lamp_of_a_running_controller_are_a_verb_each()
    {
        using V2gProcess v2g = new();
        System.Diagnostics.Process controller = v2g.Start("role", "controller", "--simulate", "--black-box", "0");
        try
        {
            for (int n = 0; n < 100 && v2g.Run("status").ExitCode == ExitCode.Unreachable; n++) Thread.Sleep(200);
            Assert.Contains("control loop armed", v2g.Run("events").Expect(ExitCode.Ok).Out);
            Assert.Equal("none", v2g.Run("fault", "clear").Expect(ExitCode.Ok).Out.Trim());
            Assert.Contains("amber, 3 pulses", v2g.Run("test", "led", "ground-fault", "--seconds", "0.5").Expect(ExitCode.Ok).Out);
            v2g.Run("test", "led", "amberr").Expect(ExitCode.Usage);
            v2g.Run("events", "--last", "0").Expect(ExitCode.Usage);
        }
        finally
        {
            controller.Kill();
            controller.WaitForExit();
        }
    }
}

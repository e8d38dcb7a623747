using V2G.Control.PowerPath;

namespace V2G.Control.Tests.PowerPath;

public class LineDebounceTests
{
    const LineInputs Loop = LineInputs.EmergencyLoopClosed, Door = LineInputs.DoorOpen;

    [Fact]
    public void The_first_level_of_a_line_counts_at_once_and_every_other_when_it_has_stood_for_5_ms()
    {
        LineDebounce lines = new();
        lines.Step(LineInputs.None, LineInputs.None, 0.001);
        Assert.Equal(Loop, lines.Step(Loop, Loop | Door, 0.001));
        for (int i = 0; i < 4; i++) Assert.Equal(Loop, lines.Step(Door, Loop | Door, 0.001));
        Assert.Equal(Door, lines.Step(Door, Loop | Door, 0.001));
    }

    [Fact]
    public void A_contact_that_bounces_is_not_seen_and_lines_do_not_wait_for_each_other()
    {
        LineDebounce lines = new();
        lines.Step(Loop, Loop | Door, 0.001);
        for (int i = 0; i < 100; i++)
        {
            LineInputs levels = (i % 4 == 0 ? LineInputs.None : Loop) | (i >= 50 ? Door : LineInputs.None);
            Assert.Equal(Loop | (i >= 54 ? Door : LineInputs.None), lines.Step(levels, Loop | Door, 0.001));
        }
    }
}

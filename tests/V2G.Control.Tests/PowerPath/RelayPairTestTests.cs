using V2G.Control.PowerPath;

namespace V2G.Control.Tests.PowerPath;

public class RelayPairTestTests
{
    const double Dt = 0.001;
    const LineInputs Contacts = LineInputs.GridRelayClosed | LineInputs.SecondGridRelayClosed;

    RelayPairTest _test;
    int _firstTicks, _secondTicks, _bothTicks;

    // Relays that follow after 20 ticks; the source has 230 V.
    void Run(LineInputs has, bool measured, LineInputs welded, LineInputs dead, int ticks = 2000)
    {
        int first = 0, second = 0;
        for (int i = 0; i < ticks; i++)
        {
            first = Math.Clamp(first + (_test.FirstCoil ? 1 : -1), 0, 20);
            second = Math.Clamp(second + (_test.SecondCoil ? 1 : -1), 0, 20);
            LineInputs closed = ((first > 10 ? LineInputs.GridRelayClosed : 0) | (second > 10 ? LineInputs.SecondGridRelayClosed : 0)) & ~dead | welded;
            if (_test.FirstCoil) _firstTicks++;
            if (_test.SecondCoil) _secondTicks++;
            if (closed == Contacts && (welded | dead) == 0) _bothTicks++;
            _test.Advance(ContactorSettings.Grid, measured ? closed == Contacts ? 230 : 0 : double.NaN, has, closed & has, Dt);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_sound_each_is_closed_once_alone_and_never_both(bool measured)
    {
        _test.Begin();
        Run(Contacts, measured, 0, 0);
        Assert.Equal(MonitorVerdict.Passed, _test.Verdict);
        Assert.False(_test.Blind);
        Assert.Equal(0, _bothTicks);
        Assert.InRange(_firstTicks, 290, 310);
        Assert.InRange(_secondTicks, 290, 310);
        Assert.False(_test.FirstCoil || _test.SecondCoil);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void One_that_is_welded_is_found_and_named_by_voltage_or_by_its_contact(bool measured, bool contacts)
    {
        foreach ((LineInputs welded, int number) in new[] { (LineInputs.GridRelayClosed, 1), (LineInputs.SecondGridRelayClosed, 2) })
        {
            _test.Begin();
            Run(contacts ? Contacts : 0, measured, welded, 0);
            Assert.Equal((MonitorVerdict.Failed, ContactorFault.Welded, number), (_test.Verdict, _test.Fault, _test.Faulty));
        }
    }

    [Fact]
    public void One_that_does_not_close_is_found_by_its_contact()
    {
        foreach ((LineInputs dead, int number) in new[] { (LineInputs.GridRelayClosed, 1), (LineInputs.SecondGridRelayClosed, 2) })
        {
            _test.Begin();
            Run(Contacts, true, 0, dead);
            Assert.Equal((MonitorVerdict.Failed, ContactorFault.DoesNotClose, number), (_test.Verdict, _test.Fault, _test.Faulty));
        }
    }

    [Fact]
    public void Where_nobody_could_see_a_fault_it_passes_and_says_that_it_was_blind()
    {
        _test.Begin();
        Run(0, false, LineInputs.GridRelayClosed, 0);
        Assert.Equal((MonitorVerdict.Passed, true), (_test.Verdict, _test.Blind));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(350)]
    [InlineData(500)]
    public void Told_to_stop_it_lets_go_at_once_and_has_found_nothing_once_the_contacts_have_opened(int afterTicks)
    {
        _test.Begin();
        Run(Contacts, true, 0, 0, afterTicks);
        Assert.Equal(MonitorVerdict.Testing, _test.Verdict);
        _test.Abort();
        Assert.False(_test.FirstCoil || _test.SecondCoil);
        Run(Contacts, true, 0, 0, 50);
        Assert.Equal(MonitorVerdict.Testing, _test.Verdict);
        Run(Contacts, true, 0, 0, 100);
        Assert.Equal(MonitorVerdict.NotTested, _test.Verdict);
        _test.Begin();
        Run(Contacts, true, 0, 0);
        Assert.Equal(MonitorVerdict.Passed, _test.Verdict);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace V2G.Control.PowerPath;

public enum ContactorStage : byte
{
    Open = 0,
    PreCharging,

    /// <summary>The coil has current; the auxiliary contact is waited for.</summary>
    Closing,

    Closed,

    /// <summary>To be opened; its current is waited for to end.</summary>
    Unloading,

    /// <summary>The coil has none; the auxiliary contact is waited for.</summary>
    Opening,

    /// <summary>Open by its contact; what lies behind must decay.</summary>
    WeldTest,
}

/// <summary>Why it stays open until somebody has cleared it.</summary>
public enum ContactorFault : byte
{
    None = 0,
    Welded,
    DoesNotClose,
    PreCharge,
}

/// <summary>What one tick tells a contactor's sequence.</summary>
public struct ContactorInputs
{
    /// <summary>It may, and shall, be closed.</summary>
    public bool Wanted;

    /// <summary>It opens at once when its current has ended, and latest after <see cref="LatestSeconds"/> whatever flows.</summary>
    public bool Emergency;

    public double LatestSeconds;

    /// <summary>On the side that has voltage by itself (grid, battery), V; NaN unknown.</summary>
    public double SourceVolts;

    /// <summary>On the side that follows (our own), V; NaN unknown.</summary>
    public double LoadVolts;

    /// <summary>Through it, + = out of the vehicle, into the grid, A; NaN unknown.</summary>
    public double Amperes;

    public bool HasAuxiliary, AuxiliaryClosed;

    /// <summary>Our side is charged through a resistor by a line of the board, or by the inverter itself.</summary>
    public bool PreCharges;

    /// <summary>A person has repaired what was wrong.</summary>
    public bool Acknowledge;
}

/// <summary>What a contactor has been through. Kept over restarts by the recorder.</summary>
public struct ContactorWear
{
    /// <summary>Times closed.</summary>
    public long Operations;

    /// <summary>Times opened under load, in an emergency.</summary>
    public long BrokenUnderLoad;

    /// <summary>Sum of I²·t of those arcs, by direction of the current: blow-out magnets are made for one, A²s.</summary>
    public double DischargeArcAmpereSquareSeconds, ChargeArcAmpereSquareSeconds;

    /// <summary>Times closed within the hour before this was kept: a restart forgives none of them.</summary>
    public int ClosingsWithinHour;
}

/// <summary>
/// One contactor's life: pre-charge inside its window, close only onto matched voltage, open only without current but in an emergency,
/// look whether it really opened, rest, and not more often than it bears. Closing is counted before the coil has current.
/// </summary>
public struct ContactorSequence
{
    // How long an arc burns before a magnet blows it out, s: for wear, a figure of comparison.
    const double ArcSeconds = 0.01;

    // Nobody knows the current: with the gates off for so long there is none by any reason that is not an emergency of its own.
    const double UnknownCurrentSeconds = 1;

    const long HourNs = 3600L * 1_000_000_000;
    const int MostRemembered = 12;

    ContactorWear _wear;
    Times _closings;
    double _stageSeconds;
    double _openSeconds;
    bool _sourceSeen;
    int _remembered;

    [InlineArray(MostRemembered)]
    struct Times
    {
        long _0;
    }

    public ContactorStage Stage { get; private set; }

    public ContactorFault Fault { get; private set; }

    /// <summary>It would close, had it not been closed too often within the hour.</summary>
    public bool Deferred { get; private set; }

    public bool Coil { get; private set; }

    public bool PreChargeCoil { get; private set; }

    public readonly bool Closed => Stage == ContactorStage.Closed;

    /// <summary>It has been open for as long as it must before it is moved again.</summary>
    public readonly bool Rested(in ContactorSettings settings) => Stage == ContactorStage.Open && (_wear.Operations == 0 || _openSeconds >= settings.MinOffSeconds);

    /// <summary>How long the last pre-charge took, s.</summary>
    public double PreChargeSeconds { get; private set; }

    [UnscopedRef]
    public readonly ref readonly ContactorWear Wear => ref _wear;

    /// <summary>What is to be kept over a restart.</summary>
    public readonly ContactorWear Kept(long nowNs) => _wear with { ClosingsWithinHour = Math.Max(_remembered, WithinHour(nowNs)) };

    /// <summary>What it had been through before this start.</summary>
    public void Remember(in ContactorWear wear)
    {
        _wear = wear with { ClosingsWithinHour = 0 };
        _remembered = Math.Clamp(wear.ClosingsWithinHour, 0, MostRemembered);
    }

    /// <summary>It stands closed, and has always: for a bench and a replay.</summary>
    internal void AssumeClosed()
    {
        Stage = ContactorStage.Closed;
        Coil = true;
    }

    public void Step(in ContactorSettings settings, in ContactorInputs input, long nowNs, double dtSeconds)
    {
        if (_remembered > 0) AgeRemembered(nowNs);
        _stageSeconds += dtSeconds;
        if (!Coil) _openSeconds += dtSeconds;
        if (input.Acknowledge && Stage == ContactorStage.Open) Fault = ContactorFault.None;
        Deferred = false;
        switch (Stage)
        {
            case ContactorStage.Open: Rest(settings, input, nowNs); break;
            case ContactorStage.PreCharging: PreCharge(settings, input, nowNs); break;
            case ContactorStage.Closing: Close(settings, input); break;
            case ContactorStage.Closed: Hold(settings, input, dtSeconds); break;
            case ContactorStage.Unloading: Unload(settings, input); break;
            case ContactorStage.Opening: Open(settings, input); break;
            case ContactorStage.WeldTest: Prove(settings, input); break;
        }
    }

    void Rest(in ContactorSettings s, in ContactorInputs i, long nowNs)
    {
        // A contact that shows closed without a coil is welded, whenever that is seen.
        if (i.HasAuxiliary && i.AuxiliaryClosed && _openSeconds > s.FollowSeconds) Fault = ContactorFault.Welded;
        if (!i.Wanted || i.Emergency || Fault != ContactorFault.None || !Rested(s)) return;
        if (!MayClose(s, nowNs))
        {
            Deferred = true;
            return;
        }
        Go(ContactorStage.PreCharging);
        PreChargeCoil = true;
    }

    void PreCharge(in ContactorSettings s, in ContactorInputs i, long nowNs)
    {
        if (!i.Wanted || i.Emergency)
        {
            PreChargeCoil = false;
            Go(ContactorStage.Open);
            return;
        }
        bool matched = !i.PreCharges || Math.Abs(i.SourceVolts - i.LoadVolts) <= s.MatchVolts;
        if (matched && i.PreCharges && _stageSeconds < s.PreChargeMinSeconds) Fail(ContactorFault.PreCharge);
        else if (matched)
        {
            PreChargeSeconds = _stageSeconds;
            Count(nowNs);
            Coil = true;
            Go(ContactorStage.Closing);
        }
        else if (_stageSeconds > s.PreChargeMaxSeconds) Fail(ContactorFault.PreCharge);
    }

    void Close(in ContactorSettings s, in ContactorInputs i)
    {
        if (!i.Wanted || i.Emergency)
        {
            // Nothing has been asked of the inverter yet: no current is to be waited for.
            Release();
            return;
        }
        if (i.HasAuxiliary ? i.AuxiliaryClosed : _stageSeconds >= s.FollowSeconds)
        {
            PreChargeCoil = false;
            Go(ContactorStage.Closed);
        }
        else if (_stageSeconds > s.FollowSeconds) Fail(ContactorFault.DoesNotClose);
    }

    void Hold(in ContactorSettings s, in ContactorInputs i, double dtSeconds)
    {
        // The auxiliary contact may lie: what it says is no reason to break a current.
        if (i.HasAuxiliary && !i.AuxiliaryClosed) Fault = ContactorFault.DoesNotClose;
        if (i.Wanted && !i.Emergency && Fault == ContactorFault.None) return;
        Go(ContactorStage.Unloading);
        _stageSeconds = dtSeconds;
        Unload(s, i);
    }

    void Unload(in ContactorSettings s, in ContactorInputs i)
    {
        if (i.Wanted && !i.Emergency && Fault == ContactorFault.None)
        {
            Go(ContactorStage.Closed);
            return;
        }
        bool loaded = !(Math.Abs(i.Amperes) < s.LoadAmperes), known = !double.IsNaN(i.Amperes);
        bool forced = i.Emergency && _stageSeconds >= i.LatestSeconds;
        if (loaded && !forced && (known || _stageSeconds < UnknownCurrentSeconds)) return;
        if (loaded && known) Arc(i.Amperes);
        Release();
    }

    void Open(in ContactorSettings s, in ContactorInputs i)
    {
        if (i.HasAuxiliary ? !i.AuxiliaryClosed : _stageSeconds >= s.FollowSeconds) Go(ContactorStage.WeldTest);
        else if (_stageSeconds > s.FollowSeconds) Fail(ContactorFault.Welded);
    }

    // Where the source has no voltage itself, or nobody measures ours, nothing is proven, and nothing is held against it.
    void Prove(in ContactorSettings s, in ContactorInputs i)
    {
        if (i.SourceVolts > s.SafeVolts) _sourceSeen = true;
        bool decayed = i.LoadVolts < s.SafeVolts;
        if (decayed || _stageSeconds > s.WeldSeconds)
        {
            if (!decayed && _sourceSeen && !double.IsNaN(i.LoadVolts)) Fault = ContactorFault.Welded;
            Go(ContactorStage.Open);
        }
    }

    readonly bool MayClose(in ContactorSettings s, long nowNs) => WithinHour(nowNs) < s.MostPerHour;

    readonly int WithinHour(long nowNs)
    {
        int within = 0;
        foreach (long closing in _closings)
            if (closing != 0 && nowNs - closing < HourNs) within++;
        return within;
    }

    // Nobody knows how long the restart took, and a board may have no clock: as if they had been now.
    void AgeRemembered(long nowNs)
    {
        for (; _remembered > 0; _remembered--) _closings[(int)((_wear.Operations - _remembered) % MostRemembered + MostRemembered) % MostRemembered] = Math.Max(1, nowNs);
    }

    void Count(long nowNs)
    {
        _closings[(int)(_wear.Operations % MostRemembered)] = Math.Max(1, nowNs);
        _wear.Operations++;
    }

    void Arc(double amperes)
    {
        _wear.BrokenUnderLoad++;
        double wear = amperes * amperes * ArcSeconds;
        if (amperes > 0) _wear.DischargeArcAmpereSquareSeconds += wear;
        else _wear.ChargeArcAmpereSquareSeconds += wear;
    }

    void Fail(ContactorFault fault)
    {
        Fault = fault;
        if (Coil) Release();
        else
        {
            PreChargeCoil = false;
            Go(ContactorStage.Open);
        }
    }

    void Release()
    {
        Coil = PreChargeCoil = false;
        _openSeconds = 0;
        _sourceSeen = false;
        Go(ContactorStage.Opening);
    }

    void Go(ContactorStage stage)
    {
        Stage = stage;
        _stageSeconds = 0;
    }
}

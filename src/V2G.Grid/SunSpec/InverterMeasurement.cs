using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>Models 701, 713 and 714 as a measurement.</summary>
static class InverterMeasurement
{
    public static void Read(InverterModels models, ref DerMeasurement m)
    {
        SunSpecBlock ac = models[701];
        m.Status = (DerStatus)Math.Clamp(ac.Raw("InvSt"), 0, (int)DerStatus.Standby);
        // One that says no more than whether it is on.
        if (!ac.IsImplemented("InvSt")) m.Status = ac.Raw("St") == 1 ? DerStatus.Running : DerStatus.Off;
        m.Connected = ac.Raw("ConnSt") == 1;
        m.Alarms = (DerAlarms)ac.Raw("Alrm");
        m.Watts = ac["W"];
        m.VarInjected = ac["Var"];
        m.Amperes = ac["A"];
        bool threePhases = ac.Raw("ACType") == 2;
        m.Volts = threePhases ? Either(ac["LLV"], ac["LNV"] * Math.Sqrt(3)) : Either(ac["LNV"], ac["VL1"]);
        m.FrequencyHz = ac["Hz"];
        m.AmbientCelsius = ac["TmpAmb"];
        m.CabinetCelsius = ac["TmpCab"];
        m.SinkCelsius = ac["TmpSnk"];
        m.SwitchCelsius = ac["TmpSw"];
        if (models.Has(713)) m.StateOfCharge = models[713]["SoC"] / 100;
        if (!models.Has(714)) return;
        SunSpecBlock dc = models[714];
        bool port = dc.Layout.Has("Prt[1].DCV");
        m.DcVolts = port ? dc["Prt[1].DCV"] : double.NaN;
        m.DcAmperes = port ? Either(dc["Prt[1].DCA"], dc["DCA"]) : dc["DCA"];
    }

    static double Either(double first, double second) => double.IsNaN(first) ? second : first;
}

using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>The conversation with an inverter, request by request.</summary>
public sealed partial class InverterClient
{
    // Null: nothing to ask before _resumeNs.
    IEnumerable<ModbusRequest?> Talk()
    {
        while (true)
        {
            Phase = InverterPhase.Searching;
            _models = new();
            string? failure = null;
            foreach (ModbusRequest? request in Search(f => failure ??= f)) yield return request;
            if (failure is null)
            {
                Phase = InverterPhase.Preparing;
                foreach (ModbusRequest? request in Prepare(f => failure ??= f)) yield return request;
            }
            if (failure is null)
            {
                Phase = InverterPhase.Running;
                Finding = null;
                foreach (ModbusRequest? request in Run()) yield return request;
            }
            Finding = failure;
            Phase = InverterPhase.Unusable;
            _resumeNs = _nowNs + settings.LookAgainNs;
            yield return null;
        }
    }

    IEnumerable<ModbusRequest?> Search(Action<string> fail)
    {
        SunSpecScan scan = new();
        _scanning = true;
        for (int tries = 0; !scan.IsDone && scan.Failure is null;)
        {
            yield return scan.Next();
            // No answer says nothing of what is there: it is asked again, until the connection is given up.
            if (Modbus.Outcome == ModbusOutcome.TimedOut) continue;
            if (Modbus.Outcome == ModbusOutcome.Malformed)
            {
                if (++tries < Retries) continue;
                break;
            }
            scan.Take(Done ? Modbus.Registers : []);
        }
        _scanning = false;
        if (!scan.IsDone)
        {
            fail(scan.Failure ?? "it answers something else than it is asked");
            yield break;
        }
        foreach (int id in (ReadOnlySpan<int>)[1, 701, 702, 703, 704, 705, 713, 714, 715])
            if (scan.Find(id) is { } found && id is not (705 or 714) && !_models.Add(found)) fail($"model {id} is {found.Length} registers long, which is too short");
        foreach ((int id, string[] counts) in new (int, string[])[] { (705, ["NCrv", "NPt"]), (714, ["NPrt"]) })
        {
            if (scan.Find(id) is not { } found || !_models.Add(found)) continue;
            foreach (ModbusRequest? request in Whole(id)) yield return request;
            if (!Done) continue;
            // As many as it says it has, where its length agrees; a device that has hundreds is not asked for them.
            Dictionary<string, int> repeats = counts.ToDictionary(c => c, c => Math.Min(_models[id].Raw(c), 16));
            _models.Add(found, name => repeats[name]);
        }
        foreach (int id in (int[])[701, 704])
            if (!_models.Has(id)) fail($"it has no model {id}");
    }

    // A model of any length, in reads of as many registers as one may ask for.
    IEnumerable<ModbusRequest?> Whole(int model)
    {
        int registers = _models[model].Layout.Registers;
        for (int at = 0, tries = 0; at < registers;)
        {
            int count = Math.Min(ModbusLimits.MostReadRegisters, registers - at);
            yield return _models.Read(model, at, count);
            if (Done) at += count;
            else if (Modbus.Outcome != ModbusOutcome.TimedOut && ++tries == Retries) yield break;
        }
    }

    IEnumerable<ModbusRequest?> Prepare(Action<string> fail)
    {
        foreach (int id in (int[])[1, 701, 702, 703, 704, 705, 713, 714, 715])
        {
            if (!_models.Has(id)) continue;
            foreach (ModbusRequest? request in Whole(id)) yield return request;
            if (Done) continue;
            fail($"model {id} can't be read");
            yield break;
        }
        if (_models.Has(1)) Identity = $"{_models[1].Text("Mn")} {_models[1].Text("Md")}, {_models[1].Text("Vr")}, {_models[1].Text("SN")}";
        foreach (string point in (string[])["WSetEna", "WSetMod", "WSet", "VarSetEna", "VarSetMod", "VarSet"])
        {
            if (_models.Has(704, point)) continue;
            fail($"model 704 does not implement {point}");
            yield break;
        }
        foreach (string point in (string[])["W", "Var"])
        {
            if (_models[701].IsImplemented(point) || _models.Has(701, point + "_SF")) continue;
            fail($"model 701 does not implement {point}");
            yield break;
        }
        Reverts = _models.Has(704, "WSetRvrtTms") && _models.Has(704, "VarSetRvrtTms");
        _beatNs = _nowNs;
        _beat = double.NaN;
        _running = false;
        foreach (ModbusRequest? request in HandOverCurve()) yield return request;
    }

    // Written into a stored curve and adopted, unless it is the active one already: a device's memory is not written in vain.
    IEnumerable<ModbusRequest?> HandOverCurve()
    {
        CurveFinding = null;
        if (settings.VoltVar is not { } curve) yield break;
        CurveFinding = "it has no volt-var curves (model 705)";
        if (!_models.Has(705)) yield break;
        FallbackCurve fallback = new(_models[705], curve);
        if (!fallback.IsActive)
        {
            if (fallback.Stored is not { } stored)
            {
                CurveFinding = "model 705 has no room for the curve";
                yield break;
            }
            fallback.Fill(stored);
            foreach ((string first, string last) in fallback.Ranges(stored))
            {
                yield return _models.Write(705, first, last);
                if (Done) continue;
                CurveFinding = "model 705 does not take the curve";
                yield break;
            }
            _models[705]["AdptCrvReq"] = stored;
            yield return _models.Write(705, "AdptCrvReq", "AdptCrvReq");
            for (long end = _nowNs + settings.LookAgainNs; _nowNs < end;)
            {
                yield return _models.Read(705, "AdptCrvRslt", "AdptCrvRslt");
                if (Done && _models[705].Raw("AdptCrvRslt") != 0) break;
                _resumeNs = _nowNs + settings.CycleNs;
                yield return null;
            }
            if (_models[705].Raw("AdptCrvRslt") != 1)
            {
                CurveFinding = "model 705 has not adopted the curve";
                yield break;
            }
        }
        if (_models[705].Raw("Ena") != 1)
        {
            _models[705]["Ena"] = 1;
            yield return _models.Write(705, "Ena", "Ena");
            if (!Done)
            {
                CurveFinding = "model 705 can't be enabled";
                yield break;
            }
        }
        CurveFinding = null;
    }

    IEnumerable<ModbusRequest?> Run()
    {
        // Orders from before the connection was made are none.
        _acknowledgedNs = long.MinValue / 2;
        for (long cycle = 0; ; cycle++)
        {
            long begun = _nowNs;
            InverterOrder order = _order;
            bool obeyed = true;
            // A stop comes before everything, a start behind its set-points.
            if (!order.Run)
            {
                foreach (ModbusRequest? request in Operate(order.Run)) yield return request;
                obeyed &= Done;
            }
            SetPoints(order);
            yield return _models.Write(704, "WSetEna", Reverts ? "WSetRvrtTms" : "WSet");
            obeyed &= Done;
            if (Overtaken(order)) continue;
            yield return _models.Write(704, "VarSetEna", Reverts ? "VarSetRvrtTms" : "VarSet");
            // One that has the points and will not have them written: the set-points alone.
            if (Modbus is { Outcome: ModbusOutcome.Exception, Exception: ModbusExceptionCode.IllegalDataAddress or ModbusExceptionCode.IllegalDataValue }) Reverts = false;
            obeyed &= Done;
            if (Overtaken(order)) continue;
            if (order.Run)
            {
                foreach (ModbusRequest? request in Operate(order.Run)) yield return request;
                obeyed &= Done;
            }
            if (obeyed) (_acknowledged, _acknowledgedNs) = (order.Sequence, _nowNs);
            if (Overtaken(order)) continue;
            yield return _models.Read(701, "ACType", "VL1");
            if (Done) Measured(obeyed);
            if (Overtaken(order)) continue;
            // What moves slowly is read in turn.
            if (_models.Has(715, "DERHb") && cycle % 5 == 0)
            {
                yield return _models.Read(715, "DERHb", "DERHb");
                Heard(_models[715]["DERHb"]);
            }
            if (_models.Has(714) && cycle % 5 == 2) yield return _models.Read(714, 0, Math.Min(_models[714].Layout.Registers, ModbusLimits.MostReadRegisters));
            if (_models.Has(713) && cycle % 50 == 3) yield return _models.Read(713, 0, _models[713].Layout.Registers);
            if (Overtaken(order)) continue;
            _resumeNs = begun + settings.CycleNs;
            if (_nowNs < _resumeNs) yield return null;
        }
    }

    // A stop has come while a cycle was under way: the rest of that is nothing that anybody still wants.
    bool Overtaken(in InverterOrder order) => order.Run && !_order.Run;

    // 715: our heartbeat, start or stop, in one write; 703 where it changes, or where there is nothing else to stop by.
    IEnumerable<ModbusRequest?> Operate(bool run)
    {
        if (_models.Has(715, "OpCtl"))
        {
            _models[715]["ControllerHb"] = ++_ownBeat;
            _models[715]["AlarmReset"] = _models.Has(715, "AlarmReset") ? 0 : double.NaN;
            _models[715]["OpCtl"] = run ? 1 : 0;
            yield return _models.Write(715, "ControllerHb", "OpCtl");
            if (!Done) yield break;
        }
        if (!_models.Has(703, "ES") || (run == _running && _models.Has(715, "OpCtl"))) yield break;
        _models[703]["ES"] = run ? 1 : 0;
        yield return _models.Write(703, "ES", "ES");
        if (Done) _running = run;
    }

    void SetPoints(in InverterOrder order)
    {
        SunSpecBlock ac = _models[704];
        ac["WSetEna"] = ac["VarSetEna"] = 1;
        ac["WSetMod"] = 1;
        ac["WSet"] = order.Run ? order.Watts : 0;
        ac["VarSetMod"] = 4;
        ac["VarSet"] = order.Run ? order.VarInjected : 0;
        if (ac.IsImplemented("VarSetPri")) ac["VarSetPri"] = 1;
        // When nobody repeats them: no active power, and no order of reactive power, so that the curve of 705 holds.
        Where("WSetRvrt", 0);
        Where("WSetEnaRvrt", 1);
        Where("WSetRvrtTms", settings.ReversionSeconds);
        Where("VarSetEnaRvrt", 0);
        Where("VarSetRvrtTms", settings.ReversionSeconds);
        void Where(string point, double value)
        {
            if (ac.IsImplemented(point)) ac[point] = value;
        }
    }

    void Measured(bool obeyed)
    {
        InverterMeasurement.Read(_models, ref _reading.Measured);
        if (_nowNs - _beatNs > settings.HeartbeatNs)
        {
            Finding = "its heartbeat stands still";
            return;
        }
        // Who measures but takes no orders is no more under control than one that says nothing.
        if (_nowNs - _acknowledgedNs > settings.OrdersNs) return;
        _reading.TimeNs = Modbus.AnsweredNs;
        _reading.Sequence = _acknowledged;
        if (!obeyed) return;
        Cycles++;
        Finding = null;
    }

    void Heard(double beat)
    {
        if (!Done || beat == _beat) return;
        _beat = beat;
        _beatNs = _nowNs;
    }
}

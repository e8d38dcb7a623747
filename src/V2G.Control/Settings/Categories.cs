namespace V2G.Control.Settings;

/// <summary>Normal operating performance category (IEEE 1547-2018 5.2): how much reactive power a unit must give.</summary>
public enum NormalCategory : byte { A, B }

/// <summary>Abnormal operating performance category (IEEE 1547-2018 6.4): how long a unit must ride through.</summary>
public enum AbnormalCategory : byte { I, II, III }

/// <summary>Which of the phases' voltages the regulating functions follow (IEEE 1547-2018 5.3.3, 5.4.2).</summary>
public enum RegulatedVoltage : byte { Average, PositiveSequence }

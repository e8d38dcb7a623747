using V2G.Grid.Modbus;

namespace V2G.Grid.Tests.Modbus;

/// <summary>Client and server over a connection that loses, delays and tears, in virtual time.</summary>
public class ModbusLossTests
{
    const long Ms = 1_000_000;

    public static TheoryData<int, int> Patterns => new(from percent in new[] { 0, 1, 5, 10, 20, 50, 100 } from seed in Enumerable.Range(1, 5) select (percent, seed));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void R_19_R_40_under_any_loss_a_read_brings_what_the_registers_held_or_nothing(int percent, int seed)
    {
        Random random = new(seed);
        ModbusClient client = new(new() { DeadlineNs = 100 * Ms });
        ArrayRegisters registers = new();
        ModbusServer server = new(registers, 1);
        Queue<(long AtNs, byte[] Bytes)> way = new();
        byte[] answer = new byte[ModbusLimits.MostFrameBytes];
        int done = 0, failed = 0, asked = 0;
        long oldest = 0;
        for (long now = 0; now < 20_000 * Ms; now += Ms)
        {
            // The registers hold the time, in ms.
            registers.Values[0] = (ushort)(now / Ms >> 16);
            registers.Values[1] = (ushort)(now / Ms);
            switch (client.Step(now))
            {
                case ModbusStep.Connect:
                    way.Clear();
                    server = new(registers, 1);
                    client.Connected(now);
                    break;
                case ModbusStep.Close:
                    failed++;
                    break;
            }
            while (way.TryPeek(out (long AtNs, byte[] Bytes) next) && next.AtNs <= now) client.Receive(way.Dequeue().Bytes, now);
            if (client.Outcome == ModbusOutcome.Done && client.Registers.Length == 2)
            {
                long age = now - (((long)client.Registers[0] << 16) + client.Registers[1]) * Ms;
                oldest = Math.Max(oldest, client.IsFree && client.RoundTripNs > 0 ? age : 0);
            }
            if (!client.IsFree) continue;
            if (client.Outcome == ModbusOutcome.Done) done++;
            ReadOnlySpan<byte> request = client.Ask(ModbusRequest.Read(ArrayRegisters.First, 2), [], now);
            asked++;
            if (!server.Take(ref request, answer, now, out int length) || length == 0) continue;
            if (random.Next(100) < percent) continue;
            byte[] bytes = answer[..length];
            // Torn in two as often as not, and up to 130 ms on its way.
            long at = now + random.Next(130) * Ms / (random.Next(4) == 0 ? 1 : 10);
            int cut = random.Next(length);
            way.Enqueue((at, bytes[..cut]));
            way.Enqueue((at + Ms, bytes[cut..]));
        }
        Assert.True(asked > (percent == 100 ? 20 : 150), $"{asked} asked");
        Assert.InRange(oldest, 0, 100 * Ms);
        if (percent == 100) Assert.Equal(0, done);
        else Assert.True(done > asked * (0.8 - percent / 100.0), $"{done} of {asked} under {percent} %");
        if (percent == 100) Assert.True(client.Connections > 3);
    }
}

using V2G.Fuzz;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Tests;

/// <summary>Valid messages of every type, made at random from a seed.</summary>
public class GeneratedMessageTests
{
    [Fact]
    public void R_28_every_element_of_every_set_survives_bytes_JSON_and_XML()
    {
        ExiProperties properties = new();
        ExiDocument document = new();
        int made = 0;
        foreach (MessageSet set in Enum.GetValues<MessageSet>())
        {
            foreach (bool fragment in new[] { false, true })
            {
                uint[] elements = [.. fragment ? Grammars.Fragments(set) : Grammars.Roots(set)];
                for (int seed = 0; seed < 6; seed++)
                {
                    MessageGenerator generator = new(seed);
                    foreach (uint element in elements)
                    {
                        if (!generator.Make(element, document)) continue;
                        made++;
                        string? wrong = properties.RoundTrip(set, document, fragment, out _);
                        Assert.True(wrong is null, $"{set}, seed {seed}: {wrong}");
                    }
                }
            }
        }
        Assert.InRange(made, 5_000, int.MaxValue);
    }

    [Fact]
    public void R_28_no_damaged_message_does_worse_than_a_refusal()
    {
        ExiFuzzer fuzzer = new(seed: 15118);
        fuzzer.Run(TimeSpan.FromSeconds(20), 100_000, _ => { });
        Assert.True(fuzzer.Findings.Count == 0, string.Join("\n", fuzzer.Findings));
        Assert.InRange(fuzzer.Accepted, 1000, fuzzer.Mutated);
    }
}

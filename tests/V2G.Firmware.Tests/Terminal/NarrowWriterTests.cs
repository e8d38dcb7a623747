using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Terminal;

public class NarrowWriterTests
{
    static string Narrow(string text)
    {
        StringWriter o = new();
        new NarrowWriter(o, width: 20, indent: 4).Write(text);
        return o.ToString();
    }

    [Theory]
    [InlineData("short\n", "short\n")]
    [InlineData("exactly twenty chars\n", "exactly twenty chars\n")]
    [InlineData("one two three four five six seven\n", "one two three four\n    five six seven\n")]
    [InlineData("a  b  c  d  e  f  g  h  i\n", "a  b  c  d  e  f  g\n    h  i\n")]
    [InlineData("awordthatiswiderthanthescreenitself\n", "awordthatiswiderthanthescreenitself\n")]
    [InlineData("\n\n", "\n\n")]
    public void R_42_no_line_is_wider_than_the_screen_and_no_word_is_cut(string text, string narrow) => Assert.Equal(narrow, Narrow(text));
}

using System.Security.Cryptography;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Configuration;

public class Sha256Tests
{
    [Fact]
    public void Every_length_across_the_padding_gives_the_librarys_hash()
    {
        byte[] data = new byte[300];
        new Random(3).NextBytes(data);
        Span<byte> hash = stackalloc byte[Sha256.HashBytes];
        for (int length = 0; length <= data.Length; length++)
        {
            Sha256.Hash(data.AsSpan(0, length), hash);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(data.AsSpan(0, length))), Convert.ToHexString(hash));
        }
    }
}

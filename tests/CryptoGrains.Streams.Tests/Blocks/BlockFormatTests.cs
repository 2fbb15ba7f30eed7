using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;

namespace CryptoGrains.Streams.Tests.Blocks;

/// <summary>The bytes that docs/formats/trade-log.md shows. Files in the field hold them, so they change only with the version.</summary>
public sealed class BlockFormatTests
{
    private const string Example =
        "434742011100000007000000000000000200000040420F0000000000732F59F03EAAD190"
        + "04010003413A4200141E020F12C8013103";

    private static readonly LogEntry[] Entries =
    [
        LogEntry.Of(new Trade(Instrument.Parse("A:B"), 1, 1.5m, 2m, TakerSide.Buy, new Timestamp(1_000_000), new Timestamp(1_000_010))),
        LogEntry.Of(new Trade(Instrument.Parse("A:B"), 2, 1.25m, 0.3m, TakerSide.Sell, new Timestamp(1_000_100), new Timestamp(1_000_110))),
    ];

    [Fact]
    public void The_example_is_what_is_written()
    {
        var encoder = new BlockEncoder();
        encoder.Add(Entries, 7, 1_000_000);
        encoder.Seal();

        Assert.Equal(Example, Convert.ToHexString(encoder.Written));
    }

    [Fact]
    public void The_checksum_is_crc_32c()
    {
        Assert.Equal(0xE3069283, Checksum.Of("123456789"u8));
    }

    [Theory]
    [InlineData("2000", "a tag of an unknown version")]
    [InlineData("0200", "the last name where there is none")]
    [InlineData("000005", "a name that was not given")]
    [InlineData("0000000000", "a name of no length")]
    [InlineData("000000024142", "a trade of a name that is no instrument")]
    [InlineData("0000000341", "a name longer than the block")]
    [InlineData("10000001FF", "a name that is not ASCII")]
    [InlineData("1000000141FFFFFFFFFFFFFFFFFFFF01", "a varint longer than 64 bits")]
    [InlineData("100000014100FF", "bytes behind the last record")]
    [InlineData("00F00003413A420000000000FFFFFFFF", "a wide number that is cut")]
    [InlineData("00F00003413A42000000000000000000000000000000000000000001", "a wide number that is no decimal")]
    public void A_body_that_does_not_follow_the_format_is_refused(string hex, string why)
    {
        var body = Convert.FromHexString(hex);
        var header = new BlockHeader(body.Length, 0, 1, 0, Checksum.Of(body));

        var refusal = Record.Exception(() => new BlockDecoder().Decode(header, body, new LogEntry[1]));

        Assert.True(refusal is InvalidDataException, $"{why}: expected InvalidDataException, got {refusal}");
    }
}

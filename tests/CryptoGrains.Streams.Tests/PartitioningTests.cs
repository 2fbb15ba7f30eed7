using CryptoGrains.Market;

namespace CryptoGrains.Streams.Tests;

public sealed class PartitioningTests
{
    [Theory]
    [InlineData("BINANCE:BTCUSDT", 0, 5)]
    [InlineData("BINANCE:ETHUSDT", 2, 2)]
    [InlineData("COINBASE:BTC-USD", 2, 3)]
    [InlineData("ALL:BTCUSDT", 2, 4)]
    public void The_rule_gives_what_it_gave_when_the_first_log_was_written(string name, int of4, int of7)
    {
        var instrument = Instrument.Parse(name);

        Assert.Equal((of4, of7), (Partitioning.PartitionOf(instrument, 4), Partitioning.PartitionOf(instrument, 7)));
    }

    [Fact]
    public void Instruments_spread_over_the_partitions()
    {
        var counts = new int[8];
        for (var i = 0; i < 8_000; i++)
            counts[Partitioning.PartitionOf(Instrument.Parse($"BINANCE:SYM{i}USDT"), 8)]++;

        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }
}

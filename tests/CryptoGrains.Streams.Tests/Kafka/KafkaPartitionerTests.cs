using System.Text;
using CryptoGrains.Market;
using CryptoGrains.Streams.Kafka;

namespace CryptoGrains.Streams.Tests.Kafka;

public sealed class KafkaPartitionerTests
{
    // What Kafka's own tests of the Java client hold its hash to.
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void The_hash_is_the_java_clients(string key, int hash) =>
        Assert.Equal(hash, (int)KafkaPartitioner.Hash(Encoding.ASCII.GetBytes(key)));

    [Fact]
    public void An_instrument_is_where_its_names_bytes_are()
    {
        var name = Encoding.ASCII.GetBytes("BINANCE:BTCUSDT");

        Assert.Equal(KafkaPartitioner.PartitionOf(name, 12), KafkaPartitioner.PartitionOf(Instrument.Parse("BINANCE:BTCUSDT"), 12));
    }

    [Fact]
    public void Instruments_spread_over_the_partitions()
    {
        var counts = new int[8];
        for (var i = 0; i < 8_000; i++)
            counts[KafkaPartitioner.PartitionOf(Instrument.Parse($"BINANCE:SYM{i}USDT"), 8)]++;

        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }
}

using CryptoGrains.Host.Nodes;

namespace CryptoGrains.EndToEnd.Tests;

public sealed class NodeOptionsTests
{
    [Fact]
    public void The_defaults_have_no_mistake() => Assert.Empty(new NodeOptions().Mistakes());

    [Fact]
    public void The_primary_venue_is_the_simulators_where_nothing_else_feeds()
    {
        Assert.Equal("SIM", new NodeOptions().PrimaryVenue);
        Assert.Equal("BINANCE", new NodeOptions { Feeds = ["sim", "recording:x"] }.PrimaryVenue);
        Assert.Equal("OKX", new NodeOptions { Venue = "okx" }.PrimaryVenue);
    }

    [Fact]
    public void No_feed_stands_alone()
    {
        Assert.Empty(new NodeOptions { Feeds = ["none"] }.Mistakes());
        Assert.Contains("stands alone", Assert.Single(new NodeOptions { Feeds = ["none", "sim"] }.Mistakes()));
    }

    [Fact]
    public void Every_mistake_has_a_sentence_of_its_own()
    {
        var mistakes = new NodeOptions
        {
            Feeds = [],
            Data = " ",
            Urls = "http://127.0.0.1:1;https://127.0.0.1:2",
            Venue = "A B",
            Partitions = 0,
            Fsync = "sometimes",
            CheckpointSeconds = double.NaN,
        }.Mistakes().ToArray();

        Assert.Equal(7, mistakes.Length);
        Assert.All(mistakes, mistake => Assert.EndsWith(".", mistake));
    }
}

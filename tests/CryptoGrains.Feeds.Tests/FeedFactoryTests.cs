using CryptoGrains.Feeds.Archives;
using CryptoGrains.Feeds.Recordings;
using CryptoGrains.Feeds.Simulator;

namespace CryptoGrains.Feeds.Tests;

public sealed class FeedFactoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_can_be_made()
    {
        var file = _folder.Write("r", "");

        Assert.IsType<SimulatorFeed>(Create("sim"));
        Assert.IsType<SimulatorFeed>(
            Create("sim?instruments=10000&rate=100000&seed=3&speed=max&start=2024-08-09T00:00:00Z&trades=10&events=10m"));
        Assert.IsType<RecordingFeed>(Create($"recording:{file}"));
        Assert.IsType<RecordingFeed>(Create($"recording:{file}?speed=2.5&venue=binance"));
        Assert.IsType<ArchiveFeed>(Create($"archive:{file}"));
    }

    [Theory]
    [InlineData("", "There is no feed ''. There are: sim")]
    [InlineData("kraken:xbtusd", "There is no feed 'kraken'. There are: sim")]
    [InlineData("binance:btcusdt", "is a live venue, and there is none yet. There are: sim")]
    [InlineData("sim:x", "has no target")]
    [InlineData("sim?speeed=1", "no option 'speeed'. It knows: instruments, venues, rate, seed, speed, start, trades, events, labels")]
    [InlineData("sim?speed=0", "can't be '0'. It may be max, or a multiple")]
    [InlineData("sim?speed=-1", "It may be max, or a multiple")]
    [InlineData("sim?speed=NaN", "It may be max, or a multiple")]
    [InlineData("sim?instruments=0", "It may be a whole number from 1 to 100,000")]
    [InlineData("sim?instruments=99999999999", "It may be a whole number from 1 to 100,000")]
    [InlineData("sim?rate=0", "It may be trades per second, from 0.001 to 10,000,000")]
    [InlineData("sim?seed=-1", "It may be a whole number of at most 64 bits")]
    [InlineData("sim?trades=0", "It may be a whole number above 0")]
    [InlineData("sim?venues=9", "It may be a whole number from 1 to 8")]
    [InlineData("sim?venues=8&instruments=20000", "are more than 100,000 in all")]
    [InlineData("sim?events=often", "It may be none, or how far apart")]
    [InlineData("sim?start=noon", "It may be a time in ISO 8601")]
    [InlineData("sim?start=1066-10-14", "It may be a time in ISO 8601")]
    [InlineData("sim?speed", "is not of the form key=value")]
    [InlineData("sim?speed=1&speed=2", "is there twice")]
    [InlineData("recording:", "No file is named")]
    [InlineData("recording:none.gz", "There is no file 'none.gz'")]
    [InlineData("recording:no*/x.gz", "in the last part only")]
    [InlineData("recording:no-such-folder/*.gz", "there is no folder 'no-such-folder'")]
    [InlineData("recording:x?venue=KRAKEN", "It may be BINANCE")]
    [InlineData("archive:none.zip", "There is no file 'none.zip'")]
    [InlineData("archive:x?instrument=a:b:c", "It may be an instrument such as BINANCE:BTCUSDT")]
    [InlineData("archive:x?speed=1", "It knows: instrument")]
    public void A_mistake_is_told_in_a_sentence_that_says_what_may_be_written(string spec, string message) =>
        Assert.Contains(message, Assert.Throws<FeedException>(() => Create(spec)).Message, StringComparison.Ordinal);

    private static IFeed Create(string spec) => FeedFactory.Create(spec, TimeProvider.System);
}

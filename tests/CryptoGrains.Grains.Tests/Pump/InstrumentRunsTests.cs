using CryptoGrains.Grains.Pump;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Pump;

public sealed class InstrumentRunsTests
{
    private static readonly Instrument Ether = Instrument.Parse("BINANCE:ETHUSDT");

    private static readonly LogEntry[] Entries =
        [Entry(1, 1), Entry(1, 2, instrument: Ether), Entry(2, 3), Entry(3, 4), Entry(2, 5, instrument: Ether)];

    private readonly InstrumentRuns _runs = new();

    [Fact]
    public void Each_instruments_trades_stand_together_in_log_order()
    {
        _runs.Sort(Entries, 0, Entries.Length);
        Assert.Equal([GrainNode.Bitcoin, Ether], _runs.Runs.Select(run => run.Instrument));
        Assert.Equal([1, 2, 3], Ids(0));
        Assert.Equal([1, 2], Ids(1));
    }

    [Fact]
    public void A_part_of_the_entries_is_sorted_by_itself()
    {
        _runs.Sort(Entries, 0, Entries.Length);
        _runs.Sort(Entries, 3, 5);
        Assert.Equal([3], Ids(0));
        Assert.Equal([2], Ids(1));
    }

    [Fact]
    public void What_was_abandoned_is_not_written_over()
    {
        _runs.Sort(Entries, 0, 3);
        var held = _runs.TradesOf(_runs.Runs[0]);
        _runs.Abandon();
        _runs.Sort(Entries, 3, 5);
        Assert.Equal([1, 2], held.ToArray().Select(trade => trade.Id));
    }

    private IEnumerable<long> Ids(int run) => _runs.TradesOf(_runs.Runs[run]).ToArray().Select(trade => trade.Id);
}

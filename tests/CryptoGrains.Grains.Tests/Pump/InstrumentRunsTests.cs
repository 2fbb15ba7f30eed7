using CryptoGrains.Grains.Pump;
using CryptoGrains.Market;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Pump;

public sealed class InstrumentRunsTests
{
    private static readonly Instrument Ether = Instrument.Parse("BINANCE:ETHUSDT");

    private static readonly Trade[] Trades =
        [Trade(1, 1), Trade(1, 2, instrument: Ether), Trade(2, 3), Trade(3, 4), Trade(2, 5, instrument: Ether)];

    private readonly InstrumentRuns _runs = new();

    [Fact]
    public void Each_instruments_trades_stand_together_in_log_order()
    {
        Sort(Trades);
        Assert.Equal([GrainNode.Bitcoin, Ether], _runs.Runs.Select(run => run.Instrument));
        Assert.Equal([1, 2, 3], Ids(0));
        Assert.Equal([1, 2], Ids(1));
    }

    [Fact]
    public void What_is_gathered_anew_is_sorted_by_itself()
    {
        Sort(Trades);
        Sort(Trades[3..]);
        Assert.Equal([3], Ids(0));
        Assert.Equal([2], Ids(1));
    }

    [Fact]
    public void What_was_abandoned_is_not_written_over()
    {
        Sort(Trades[..3]);
        var held = _runs.TradesOf(_runs.Runs[0]);
        _runs.Abandon();
        Sort(Trades[3..]);
        Assert.Equal([1, 2], held.ToArray().Select(trade => trade.Id));
    }

    private void Sort(Trade[] trades)
    {
        _runs.Clear();
        foreach (ref readonly var trade in trades.AsSpan())
            _runs.Add(trade);
        _runs.Sort();
    }

    private IEnumerable<long> Ids(int run) => _runs.TradesOf(_runs.Runs[run]).ToArray().Select(trade => trade.Id);
}

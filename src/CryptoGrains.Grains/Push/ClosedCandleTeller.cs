using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Push;

/// <summary>
/// Tells programs outside of an instrument's closed candles. The grain's state is stored only when they are kept there; so after a crash
/// the log closes the same candles again, and each is told at least once.
/// </summary>
internal sealed class ClosedCandleTeller(Instrument instrument, IClosedCandles outside, InstrumentWindows stored, TimeProvider time)
{
    // So many candles on their way hold the rest back: told later, not lost.
    private const int MostUnkept = 4_096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Interval[] Intervals = Enum.GetValues<Interval>();

    private readonly List<Task> _unkept = [];
    private WindowMark _kept = stored.Mark();
    private WindowMark _told = stored.Mark();

    /// <summary>Sends the candles that were closed, or changed after that, since it was last called.</summary>
    public void Tell(InstrumentWindows windows)
    {
        _unkept.RemoveAll(sent => sent.IsCompletedSuccessfully);
        if (_told == windows.Mark() || _unkept.Count >= MostUnkept)
            return;

        foreach (var interval in Intervals)
        {
            foreach (var candle in windows.CandlesChangedSince(interval, _told).Where(candle => candle.Closed))
                _unkept.Add(outside.KeepAsync(instrument, interval, candle));
        }

        _told = windows.Mark();
    }

    /// <summary>Waits until every closed candle is kept outside, for as long as a turn of the grain may take.</summary>
    /// <exception cref="TimeoutException">Some are still on their way.</exception>
    /// <exception cref="TradeLogException">One could not be kept; all since the last time that they were are told again.</exception>
    public async Task KeepAllAsync(InstrumentWindows windows)
    {
        if (_unkept.Exists(sent => sent.IsFaulted))
            TellAgain();
        do
        {
            Tell(windows);
            var all = Task.WhenAll(_unkept);
            try
            {
                await all.WaitAsync(Patience, time);
            }
            catch when (all.IsCompleted)
            {
                TellAgain();
                throw;
            }
        }
        while (_told != windows.Mark());
        _kept = _told;
    }

    /// <summary>Begins again with what was not kept for certain.</summary>
    private void TellAgain()
    {
        _unkept.Clear();
        _told = _kept;
    }
}

using System.Runtime.InteropServices;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Pump;

/// <summary>
/// Sorts trades of the log by instrument: the trades of all instruments stand in one array, each
/// instrument's in log order behind each other. The array is used again for the next batch, unless a call may still be reading it.
/// </summary>
internal sealed class InstrumentRuns
{
    private readonly Dictionary<Instrument, int> _indexOf = [];
    private readonly List<Run> _runs = [];
    private Trade[] _trades = [];
    private int[] _runOf = [];
    private bool _abandoned;

    /// <summary>One run for each instrument of the batch, in order of first appearance.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>The instrument's trades.</summary>
    public ReadOnlyMemory<Trade> TradesOf(Run run) => _trades.AsMemory(run.End - run.Count, run.Count);

    /// <summary>Sorts the trades among some entries; what was sorted before is no longer here.</summary>
    public void Sort(IReadOnlyList<LogEntry> entries, int start, int end)
    {
        _indexOf.Clear();
        _runs.Clear();
        if (_runOf.Length < end - start)
            _runOf = new int[end - start];
        if (_trades.Length < end - start || _abandoned)
            _trades = new Trade[end - start];
        _abandoned = false;

        for (var i = start; i < end; i++)
        {
            var instrument = entries[i].Trade.Instrument;
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_indexOf, instrument, out var known);
            if (!known)
            {
                index = _runs.Count;
                _runs.Add(new Run(instrument, Count: 0, End: 0));
            }

            _runOf[i - start] = index;
            CollectionsMarshal.AsSpan(_runs)[index].Count++;
        }

        var runs = CollectionsMarshal.AsSpan(_runs);
        var place = 0;
        foreach (ref var run in runs)
        {
            run.End = place;
            place += run.Count;
        }

        for (var i = start; i < end; i++)
            _trades[runs[_runOf[i - start]].End++] = entries[i].Trade;
    }

    /// <summary>Leaves the array to whoever may still be reading it: what is sorted next stands in another.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>One instrument's trades: how many, and where they end in the array.</summary>
    internal record struct Run(Instrument Instrument, int Count, int End);
}

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

    /// <summary>One run for each instrument of the batch, in order of first appearance.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>The instrument's trades.</summary>
    public ReadOnlyMemory<Trade> TradesOf(Run run) => _trades.AsMemory(run.End - run.Count, run.Count);

    /// <summary>Sorts the trades among some entries; what was sorted before is no longer here.</summary>
    public void Sort(IReadOnlyList<LogEntry> entries, int start, int end)
    {
        _indexOf.Clear();
        _runs.Clear();
        if (_runOf.Length < entries.Count)
            _runOf = new int[entries.Count];
        if (_trades.Length < entries.Count)
            _trades = new Trade[entries.Count];

        var runs = CollectionsMarshal.AsSpan(_runs);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.IsClock)
                continue;

            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _indexOf, entry.Trade.Instrument, out var known);
            if (!known)
            {
                index = _runs.Count;
                _runs.Add(new Run(entry.Trade.Instrument, Count: 0, End: 0));
                runs = CollectionsMarshal.AsSpan(_runs);
            }

            _runOf[i] = index;
            runs[index] = runs[index] with { Count = runs[index].Count + 1 };
        }

        var start = 0;
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = runs[i] with { End = start };
            start += runs[i].Count;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.IsClock)
                continue;

            ref var run = ref runs[_runOf[i]];
            _trades[run.End] = entry.Trade;
            run = run with { End = run.End + 1 };
        }
    }

    /// <summary>Leaves the array to whoever may still be reading it.</summary>
    public void Abandon() => _trades = [];

    /// <summary>One instrument's trades: how many, and where they end in the array.</summary>
    internal record struct Run(Instrument Instrument, int Count, int End);
}

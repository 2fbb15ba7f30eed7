using System.Runtime.InteropServices;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Pump;

/// <summary>
/// Gathers trades of the log and sorts them by instrument: the trades of all instruments stand in one array, each
/// instrument's in log order behind each other. The array is used again for the next trades, unless a call may still be reading it.
/// </summary>
internal sealed class InstrumentRuns
{
    private readonly Dictionary<Instrument, int> _indexOf = [];
    private readonly List<Run> _runs = [];
    private readonly List<Trade> _gathered = [];
    private readonly List<int> _runOf = [];
    private Trade[] _sorted = [];
    private bool _abandoned;

    /// <summary>How many trades are gathered.</summary>
    public int Count => _gathered.Count;

    /// <summary>One run for each instrument that was gathered, in order of first appearance.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>The instrument's trades, once they are sorted.</summary>
    public ReadOnlyMemory<Trade> TradesOf(Run run) => _sorted.AsMemory(run.End - run.Count, run.Count);

    /// <summary>Gathers one more trade.</summary>
    public void Add(in Trade trade)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_indexOf, trade.Instrument, out var known);
        if (!known)
        {
            index = _runs.Count;
            _runs.Add(new Run(trade.Instrument, Count: 0, End: 0));
        }

        CollectionsMarshal.AsSpan(_runs)[index].Count++;
        _runOf.Add(index);
        _gathered.Add(trade);
    }

    /// <summary>Sorts what is gathered.</summary>
    public void Sort()
    {
        if (_sorted.Length < Count || _abandoned)
            _sorted = new Trade[Count];
        _abandoned = false;

        var runs = CollectionsMarshal.AsSpan(_runs);
        var place = 0;
        foreach (ref var run in runs)
        {
            run.End = place;
            place += run.Count;
        }

        var trades = CollectionsMarshal.AsSpan(_gathered);
        for (var i = 0; i < trades.Length; i++)
            _sorted[runs[_runOf[i]].End++] = trades[i];
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _indexOf.Clear();
        _runs.Clear();
        _runOf.Clear();
        _gathered.Clear();
    }

    /// <summary>Leaves the array to whoever may still be reading it: what is sorted next stands in another.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>One instrument's trades: how many, and where they end in the array.</summary>
    internal record struct Run(Instrument Instrument, int Count, int End);
}

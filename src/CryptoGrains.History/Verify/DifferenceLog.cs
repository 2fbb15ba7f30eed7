using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>Counts what was compared and what was found; keeps the first findings.</summary>
internal sealed class DifferenceLog
{
    private const int MostKept = 100;

    private readonly ImmutableArray<Difference>.Builder _kept = ImmutableArray.CreateBuilder<Difference>();

    /// <summary>How many rows were compared.</summary>
    public long Rows { get; set; }

    /// <summary>How many differences were found.</summary>
    public long Found { get; private set; }

    /// <summary>The first of them.</summary>
    public ImmutableArray<Difference> Kept => _kept.ToImmutable();

    /// <summary>Compares one value of a row.</summary>
    public void Compare<T>(string table, Instrument instrument, Timestamp time, string what, T served, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(served, expected))
            Add(table, instrument, time, what, served?.ToString() ?? "null", expected?.ToString() ?? "null");
    }

    /// <summary>Notes a difference.</summary>
    public void Add(string table, Instrument instrument, Timestamp time, string what, string served, string expected)
    {
        Found++;
        if (_kept.Count < MostKept)
            _kept.Add(new Difference(table, instrument, time, what, served, expected));
    }
}

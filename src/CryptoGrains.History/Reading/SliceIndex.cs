using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>The slices of one version of a candle table by instrument. Safe for concurrent use.</summary>
internal sealed class SliceIndex
{
    private readonly Dictionary<string, Lazy<Slice[]>> _slices = new(StringComparer.Ordinal);

    private SliceIndex(DeltaSnapshot snapshot)
    {
        var files = new Dictionary<string, List<AddFile>>(StringComparer.Ordinal);
        foreach (var file in snapshot.Files.Values)
        {
            if (file.PartitionValues.GetValueOrDefault(CandlesTable.Symbol) is not { } symbol)
                continue;
            if (!files.TryGetValue(symbol, out var ofSymbol))
                files.Add(symbol, ofSymbol = []);
            ofSymbol.Add(file);
        }

        // Few instruments of many are asked for: the statistics of the others are not looked at.
        foreach (var (symbol, ofSymbol) in files)
            _slices.Add(symbol, new Lazy<Slice[]>(() => [.. ofSymbol.Select(Slice.Of).OrderBy(slice => slice.First)]));

        // A name that no instrument can have can't be asked for either.
        Instruments =
        [
            .. files.Keys.Order(StringComparer.Ordinal)
                .Where(name => Instrument.TryParse(name, string.Empty, out _))
                .Select(Instrument.Parse),
        ];
    }

    /// <summary>The instruments, by name.</summary>
    public ImmutableArray<Instrument> Instruments { get; }

    public static SliceIndex Of(DeltaSnapshot snapshot) => new(snapshot);

    public bool Contains(Instrument instrument) => _slices.ContainsKey(instrument.Name);

    /// <summary>An instrument's slices in order of time.</summary>
    public ReadOnlyMemory<Slice> Of(Instrument instrument) =>
        _slices.TryGetValue(instrument.Name, out var slices) ? slices.Value : ReadOnlyMemory<Slice>.Empty;
}

using System.Collections.Immutable;
using CryptoGrains.Gateway.Http;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Reads which instruments an analysis is about.</summary>
internal static class SymbolList
{
    /// <summary>The most instruments of an analysis.</summary>
    public const int MaxSymbols = 200;

    /// <summary>The instruments that were named, or all; by name, each once.</summary>
    public static async Task<(ImmutableArray<FoundInstrument> Found, Problem? Problem)> ResolveAsync(
        Instruments instruments, string? symbols, CancellationToken cancellationToken)
    {
        string[] names = symbols is null
            ? [.. (await instruments.ListAsync(cancellationToken)).Instruments.Select(instrument => instrument.Name)]
            : symbols.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length is 0 or > MaxSymbols)
        {
            var what = symbols is null ? $"There are {names.Length} instruments here" : $"{names.Length} are named in 'symbols'";
            return ([], new Problem(400, ProblemCodes.BadSymbols, $"{what}. Name 1 to {MaxSymbols}, with commas: symbols=BTCUSDT,ETHUSDT."));
        }

        var found = new SortedDictionary<string, FoundInstrument>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var one = await instruments.ResolveAsync(name, cancellationToken);
            if (one.Problem is { } problem)
                return ([], problem);
            found[one.Instrument.Name] = one;
        }

        return ([.. found.Values], null);
    }
}

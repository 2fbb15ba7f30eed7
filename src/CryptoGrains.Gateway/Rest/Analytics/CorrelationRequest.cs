using System.Collections.Immutable;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>A wish for correlations that has been read and found in order.</summary>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Window">How many bars, each with its return.</param>
/// <param name="To">Bars before this time; null for the latest.</param>
/// <param name="IsSpearman">Whether of ranks.</param>
/// <param name="Instruments">Which instruments.</param>
internal sealed record CorrelationRequest(
    Interval Interval, int Window, Timestamp? To, bool IsSpearman, ImmutableArray<FoundInstrument> Instruments)
{
    private const int UsualWindow = 168;
    private const int LeastWindow = 3;

    /// <summary>The method's name.</summary>
    public string Method => IsSpearman ? "spearman" : "pearson";

    /// <summary>How many bars a pair must have in common: half of the window.</summary>
    public int LeastCommon => Math.Max(LeastWindow, (Window + 1) / 2);

    /// <summary>The same text for the same wish.</summary>
    public string Key => $"{Method} {Interval} {Window} {To?.Microseconds} {string.Join(',', Instruments.Select(one => one.Instrument.Name))}";

    /// <summary>Reads the parameters.</summary>
    /// <returns>The wish, or what is wrong with it; whatever the reader met comes first.</returns>
    public static async Task<(CorrelationRequest Request, Problem? Problem)> ReadAsync(
        QueryReader reader, CorrelationParameters parameters, Instruments instruments, CancellationToken cancellationToken)
    {
        var interval = reader.Interval(parameters.Interval, Interval.OneHour);
        var window = reader.Count(
            ProblemCodes.BadWindow, "window", parameters.Window, UsualWindow, LeastWindow, SeriesReader.MaxBars - 1);
        var to = reader.Time("to", parameters.To);
        var isSpearman = reader.OneOf(ProblemCodes.BadMethod, "method", parameters.Method, "pearson", "spearman") == "spearman";
        var (found, problem) = reader.Problem is null
            ? await SymbolList.ResolveAsync(instruments, parameters.Symbols, cancellationToken)
            : ([], reader.Problem);
        if (problem is null && window + 1 > MarketRead.MaxBars(found.Length))
        {
            problem = new Problem(
                400,
                ProblemCodes.BadWindow,
                $"The window {window} is too long for {found.Length} instruments: {MarketRead.MaxBars(found.Length) - 1} bars are the most. "
                + "Name fewer instruments, or ask for a longer interval.");
        }

        return (new CorrelationRequest(interval, window, to, isSpearman, found), problem);
    }

    /// <summary>Reads the candles and correlates their returns.</summary>
    public async Task<(MarketRead Market, CorrelationMatrix Correlations)> CorrelateAsync(SeriesReader reader, CancellationToken cancellationToken)
    {
        // A return needs the bar before it too.
        var market = await MarketRead.ReadAsync(reader, Instruments, Interval, from: null, To, Window + 1, cancellationToken);
        var rolling = new RollingCorrelation(Instruments.Length, Window, LeastCommon);
        var returns = new double[Instruments.Length];
        for (var row = 1; row < market.Matrix.Times.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            market.Matrix.LogReturns(row, Interval, returns);
            rolling.Close(returns);
        }

        return (market, IsSpearman ? rolling.Spearman() : rolling.Pearson());
    }
}

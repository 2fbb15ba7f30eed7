using System.CommandLine;
using System.Runtime.CompilerServices;
using CryptoGrains.Feeds;
using CryptoGrains.Feeds.Backfill;
using CryptoGrains.History.Import;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
using CryptoGrains.Host.Commands.Progress;
using CryptoGrains.Host.Nodes;
using CryptoGrains.Market;

namespace CryptoGrains.Host.Commands;

/// <summary><c>backfill</c>: asks venues for the candles of the history's gaps, and imports them.</summary>
internal static class BackfillCommand
{
    // Where trades are missing, the exchange's own minutes stand in for them.
    private static readonly KlineInterval ForTrades = KlineInterval.Find(Interval.OneMinute.Length())!;

    public static Command Create()
    {
        var command = new Command("backfill", "Asks venues for the candles of the gaps that the history lists. Follow it by rebuild.");
        var store = new StoreOptions(command);
        var from = new Option<string[]>("--from")
        {
            Description = "VENUE=URL: where a venue's history is asked for, such as BINANCE=https://api.binance.com. May be given several times.",
            Required = true,
            HelpName = "endpoint",
        };
        command.Add(from);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(async () =>
        {
            var endpoints = new Dictionary<string, Uri>(StringComparer.Ordinal);
            foreach (var (venue, url) in arguments.GetValue(from)!.Select(ReadEndpoint))
            {
                if (!endpoints.TryAdd(venue, url))
                    throw new NodeSetupException([$"Two endpoints are named for {venue}: a venue is asked at one address."]);
            }

            return await RunAsync(store.Open(arguments), endpoints, cancellationToken);
        }));
        return command;
    }

    private static (string Venue, Uri Url) ReadEndpoint(string text)
    {
        return text.Split('=', 2) is [{ Length: > 0 } venue, var address]
            && Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? (venue.ToUpperInvariant(), url)
            : throw new NodeSetupException([$"'{text}' is no endpoint: write VENUE=https://…, such as BINANCE=https://api.binance.com."]);
    }

    private static async Task<int> RunAsync(HistoryTables tables, Dictionary<string, Uri> endpoints, CancellationToken cancellationToken)
    {
        var known = await new HistorySummary(new TableViews(tables)).GapsAsync(cancellationToken);
        var gaps = known?.Rows ?? [];
        var clients = endpoints.ToDictionary(each => each.Key, each => new HttpClient { BaseAddress = each.Value, Timeout = TimeSpan.FromSeconds(30) });
        try
        {
            var sources = gaps
                .Select(gap => (Gap: gap, Instrument: Instrument.Parse(gap.Symbol)))
                .Where(each => clients.ContainsKey(each.Instrument.Venue))
                .Select(each => SourceOf(each.Instrument, each.Gap, new KlineHistory(clients[each.Instrument.Venue], TimeProvider.System)))
                .ToList();
            Console.WriteLine($"{gaps.Length:N0} gaps are listed; {sources.Count:N0} are of {string.Join(", ", clients.Keys)} and are asked for.");
            if (sources.Count == 0)
                return Verb.Done;

            var report = await ProgressDisplay.ShowAsync(
                TimeProvider.System, progress => new KlineImport(tables).RunAsync(sources, replace: false, progress, cancellationToken));
            ImportReport.Write(Console.Out, report);
            return report.Refused == 0 ? Verb.Done : Verb.Failed;
        }
        catch (FeedException refusal)
        {
            // The arguments were right; the venue was not to be had.
            await Console.Error.WriteLineAsync($"{refusal.Message} Nothing was imported.");
            return Verb.Failed;
        }
        finally
        {
            foreach (var client in clients.Values)
                client.Dispose();
        }
    }

    private static KlineSource SourceOf(Instrument instrument, GapRow gap, KlineHistory history)
    {
        var interval = KlineInterval.Find(gap.Interval) ?? ForTrades;
        var from = new Timestamp(gap.From - (gap.From % (long)interval.Length.TotalMicroseconds));
        return new KlineSource($"{instrument} {from}", instrument, interval, cancellationToken =>
            ReadAsync(history, instrument.Symbol, interval.Name, from, new Timestamp(gap.To), cancellationToken));
    }

    private static async IAsyncEnumerable<KlineRows> ReadAsync(
        KlineHistory history,
        string symbol,
        string interval,
        Timestamp from,
        Timestamp to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in history.ReadAsync(symbol, interval, from, to, cancellationToken))
            yield return new KlineRows([row], []);
    }
}

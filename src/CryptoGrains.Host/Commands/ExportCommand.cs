using System.CommandLine;
using System.Globalization;
using CryptoGrains.Gateway;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
using CryptoGrains.Host.Nodes;
using CryptoGrains.Market;

namespace CryptoGrains.Host.Commands;

/// <summary><c>export</c>: an instrument's candles of the history as one CSV or Parquet file.</summary>
internal static class ExportCommand
{
    // A page is a row group of a Parquet file, too.
    private const int CandlesAtOnce = 50_000;

    public static Command Create()
    {
        var command = new Command("export", "Writes an instrument's candles of the history to a file, or as CSV to standard output.");
        var store = new StoreOptions(command);
        var symbol = new Argument<string>("symbol") { Description = "VENUE:SYMBOL, or a symbol of --venue." };
        var interval = new Option<string>("--interval") { Description = "1m, 5m, 15m, 1h, 4h or 1d.", DefaultValueFactory = _ => "1d", HelpName = "interval" };
        interval.AcceptOnlyFromAmong([.. Intervals.Names]);
        var format = new Option<string>("--format") { Description = "csv or parquet.", DefaultValueFactory = _ => "csv", HelpName = "format" };
        format.AcceptOnlyFromAmong("csv", "parquet");
        var from = new Option<DateTimeOffset?>("--from") { Description = "Open times from this one on, ISO 8601.", HelpName = "time", CustomParser = ReadTime };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Open times before this one.", HelpName = "time", CustomParser = ReadTime };
        var output = new Option<string?>("--output") { Description = "The file; standard output, for CSV, where none is named.", HelpName = "file" };
        var venue = new Option<string>("--venue")
        {
            Description = "The venue of a symbol that is written without one.",
            DefaultValueFactory = _ => "BINANCE",
            HelpName = "venue",
        };
        foreach (var option in new Option[] { interval, format, from, to, output, venue })
            command.Add(option);
        command.Add(symbol);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(() =>
        {
            if (!Instrument.TryParse(arguments.GetValue(symbol), arguments.GetValue(venue)!, out var instrument))
                throw new NodeSetupException([$"'{arguments.GetValue(symbol)}' is not an instrument: write VENUE:SYMBOL, such as BINANCE:BTCUSDT."]);

            _ = Intervals.TryParse(arguments.GetValue(interval), out var length);
            var start = arguments.GetValue(from) is { } first ? Timestamp.From(first) : TradeRules.Earliest;
            var asked = new CandlesAsked(
                instrument, length, start, arguments.GetValue(to) is { } end ? Timestamp.From(end) : null, CandlesAtOnce);
            return WriteAsync(store.Open(arguments), asked, arguments.GetValue(format)!, arguments.GetValue(output), cancellationToken);
        }));
        return command;
    }

    private static DateTimeOffset? ReadTime(System.CommandLine.Parsing.ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;

        argument.AddError($"'{text}' is no time: write ISO 8601, such as 2024-08-05 or 2024-08-05T12:00:00Z.");
        return null;
    }

    private static async Task<int> WriteAsync(
        HistoryTables tables, CandlesAsked asked, string format, string? output, CancellationToken cancellationToken)
    {
        if (format == "parquet" && output is null)
            throw new NodeSetupException(["A Parquet file is not written to standard output: name a file with --output."]);

        var reader = new HistoryReader(tables);
        if (!await reader.ContainsAsync(asked.Instrument, cancellationToken))
            throw new NodeSetupException([$"The history has no {asked.Instrument}: 'datasets' and the table symbols tell what it has."]);

        var count = 0L;
        if (output is null)
        {
            await using var stream = Console.OpenStandardOutput();
            count = await WriteAsync(reader, asked, format, stream, cancellationToken);
        }
        else
        {
            await NewFile.WriteAsync(output, async stream => count = await WriteAsync(reader, asked, format, stream, cancellationToken));
        }

        await Console.Error.WriteLineAsync($"{count:N0} candles of {asked.Instrument} {asked.Interval.Name()}{(output is null ? string.Empty : $" in {output}")}.");
        return Verb.Done;
    }

    private static async Task<long> WriteAsync(
        HistoryReader reader, CandlesAsked asked, string format, Stream stream, CancellationToken cancellationToken)
    {
        var file = format == "csv" ? CandleFile.Csv() : CandleFile.Parquet();
        Timestamp? from = asked.From;
        var count = 0L;
        while (from is not null)
        {
            var page = await reader.ReadAsync(asked with { From = from }, cancellationToken);
            if (page is null && asked.AsOf is not null)
                throw new HistoryUnavailableException("The version that was being exported has been collected meanwhile. Run it again.");

            await stream.WriteAsync(file.Add(page?.Candles ?? []), cancellationToken);
            count += page?.Candles.Length ?? 0;
            from = page?.Next;

            // One file is of one version, whatever a node publishes meanwhile.
            if (page is not null)
                asked = asked with { AsOf = new AsOf(page.Version, Time: null) };
        }

        await stream.WriteAsync(file.End(), cancellationToken);
        return count;
    }
}

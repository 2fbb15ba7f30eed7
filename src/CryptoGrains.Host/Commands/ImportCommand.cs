using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;
using CryptoGrains.Host.Commands.Progress;
using CryptoGrains.Host.Nodes;
using CryptoGrains.Market;

namespace CryptoGrains.Host.Commands;

/// <summary><c>import</c>: brings exchange archive files into the master data.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var command = new Command(
            "import", "Brings candles and trades of exchange archive files into the history. Follow it by rebuild.");
        var store = new StoreOptions(command);
        var files = new Argument<string[]>("files") { Description = "CSV, gz and zip files, and folders of them.", Arity = ArgumentArity.OneOrMore };
        var instrument = new Option<string?>("--instrument")
        {
            Description = "What the files are of, as VENUE:SYMBOL; told by their names where it is left out.",
            HelpName = "instrument",
        };
        var interval = new Option<string?>("--interval")
        {
            Description = "The interval of klines, as Binance names it; told by the files' names where it is left out.",
            HelpName = "interval",
        };
        var replace = new Option<bool>("--replace") { Description = "What the files say is right, whatever is held." };
        command.Add(files);
        command.Add(instrument);
        command.Add(interval);
        command.Add(replace);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(async () =>
        {
            var said = ReadInstrument(arguments.GetValue(instrument));
            var length = ReadInterval(arguments.GetValue(interval));
            var (klines, trades) = ImportFiles.Find(arguments.GetValue(files)!, areKlines: length is not null);
            var sources = klines.ConvertAll(file => SourceOf(KlineFile.Find(file, TimeProvider.System, said, length), file));
            var tables = store.Open(arguments);
            var refused = await ImportKlinesAsync(tables, sources, arguments.GetValue(replace), cancellationToken);
            foreach (var file in trades)
                refused += await ImportTradesAsync(tables, file, said, cancellationToken);
            return refused == 0 ? Verb.Done : Verb.Failed;
        }));
        return command;
    }

    private static Instrument? ReadInstrument(string? text)
    {
        if (text is null)
            return null;
        return Instrument.TryParse(text, "BINANCE", out var instrument)
            ? instrument
            : throw new NodeSetupException([$"'{text}' is not an instrument: write VENUE:SYMBOL, such as BINANCE:BTCUSDT."]);
    }

    private static KlineInterval? ReadInterval(string? text)
    {
        return text is null || KlineInterval.Find(text) is not null
            ? KlineInterval.Find(text)
            : throw new NodeSetupException([$"'{text}' is no interval: there are {string.Join(", ", KlineInterval.All)}."]);
    }

    private static KlineSource SourceOf(KlineFile file, string path) =>
        new(Path.GetFileName(path), file.Instrument, file.Interval, cancellationToken => ReadAsync(file, cancellationToken));

    private static async IAsyncEnumerable<KlineRows> ReadAsync(KlineFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in file.ReadAsync(cancellationToken))
        {
            yield return new KlineRows(
                batch.Rows,
                [.. batch.Unreadable.Select(letter => $"{letter.Source}: {letter.Reason}")]);
        }
    }

    private static async Task<long> ImportKlinesAsync(
        HistoryTables tables, List<KlineSource> sources, bool replace, CancellationToken cancellationToken)
    {
        if (sources.Count == 0)
            return 0;

        var report = await ProgressDisplay.ShowAsync(
            TimeProvider.System, progress => new KlineImport(tables).RunAsync(sources, replace, progress, cancellationToken));
        ImportReport.Write(Console.Out, report);
        return report.Refused;
    }

    private static async Task<long> ImportTradesAsync(HistoryTables tables, string file, Instrument? said, CancellationToken cancellationToken)
    {
        var unreadable = 0L;
        var sha256 = await HashAsync(file, cancellationToken);
        var result = await ProgressDisplay.ShowAsync(
            TimeProvider.System, progress => new TradeImport(tables).RunAsync(sha256, TradesAsync(), progress, cancellationToken));
        Console.WriteLine(result.WasImported
            ? $"{Path.GetFileName(file)}: was imported already, in version {result.Version} of trades."
            : $"{Path.GetFileName(file)}: {result.Trades:N0} trades of {result.Days:N0} days, {result.First} to {result.Last}; "
                + $"{result.Refused + unreadable:N0} refused.");
        foreach (var refusal in result.Refusals)
            Console.WriteLine($"  {refusal}");
        return result.Refused + unreadable;

        async IAsyncEnumerable<IReadOnlyList<Trade>> TradesAsync()
        {
            await foreach (var batch in new ArchiveFeed(file, said, TimeProvider.System).ReadAsync(cancellationToken))
            {
                foreach (var letter in batch.Unreadable.Take(10 - (int)Math.Min(10, unreadable)))
                    await Console.Error.WriteLineAsync($"  {letter.Source}: {letter.Reason}");
                unreadable += batch.Unreadable.Count;
                yield return batch.Trades;
            }
        }
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}

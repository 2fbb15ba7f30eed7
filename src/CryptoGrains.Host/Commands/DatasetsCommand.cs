using System.CommandLine;
using System.Text.Json;
using CryptoGrains.History.Reading;
using CryptoGrains.Host.Nodes;

namespace CryptoGrains.Host.Commands;

/// <summary><c>datasets</c>: the tables, or the files of one version of one, as other tools take them.</summary>
internal static class DatasetsCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var command = new Command("datasets", "Lists the tables, or the files of one version of a table.");
        var store = new StoreOptions(command);
        var table = new Argument<string?>("table") { Description = "The table; all, where none is named.", Arity = ArgumentArity.ZeroOrOne };
        var version = new Option<long?>("--version") { Description = "The version; the newest, where none is named.", HelpName = "number" };
        var format = new Option<string>("--format")
        {
            Description = "text, json, or paths: nothing but the files, one a line.",
            DefaultValueFactory = _ => "text",
            HelpName = "format",
        };
        format.AcceptOnlyFromAmong("text", "json", "paths");
        command.Add(table);
        command.Add(version);
        command.Add(format);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(async () =>
        {
            var datasets = new HistoryDatasets(store.Open(arguments));
            var shown = arguments.GetValue(table) is { } name
                ? [await FindAsync(datasets, name, arguments.GetValue(version), cancellationToken)]
                : (await datasets.ListAsync(cancellationToken)).ToArray();
            Write(shown, arguments.GetValue(format)!, withFiles: arguments.GetValue(table) is not null);
            return Verb.Done;
        }));
        return command;
    }

    private static async Task<Dataset> FindAsync(HistoryDatasets datasets, string name, long? version, CancellationToken cancellationToken)
    {
        if (!datasets.Names.Contains(name))
            throw new NodeSetupException([$"There is no table '{name}': there are {string.Join(", ", datasets.Names)}."]);

        var asOf = version is null ? null : new AsOf(version, Time: null);
        return await datasets.FindAsync(name, asOf, cancellationToken) ?? throw new NodeSetupException(
            [version is null ? $"The table {name} is empty." : $"Version {version} of {name} is not there, or no longer kept."]);
    }

    private static void Write(IReadOnlyList<Dataset> datasets, string format, bool withFiles)
    {
        switch (format)
        {
            case "json":
                Console.WriteLine(JsonSerializer.Serialize(datasets, Indented));
                break;
            case "paths":
                foreach (var file in datasets.SelectMany(dataset => dataset.Files))
                    Console.WriteLine(file.Location);
                break;
            default:
                foreach (var dataset in datasets)
                {
                    Console.WriteLine(
                        $"{dataset.Name}: version {dataset.Version} of {dataset.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, "
                        + $"{dataset.Rows:N0} rows in {dataset.Files.Length:N0} files, {dataset.Bytes:N0} bytes, {dataset.Location}");
                    foreach (var file in withFiles ? dataset.Files : [])
                        Console.WriteLine($"  {file.Location}  {file.Rows:N0} rows, {file.Bytes:N0} bytes");
                }

                break;
        }
    }
}

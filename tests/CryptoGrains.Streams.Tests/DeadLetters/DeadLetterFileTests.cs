using System.Text.Json;
using CryptoGrains.Market;
using CryptoGrains.Streams.DeadLetters;

namespace CryptoGrains.Streams.Tests.DeadLetters;

public sealed class DeadLetterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_letter_is_a_line_of_json()
    {
        await using (var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions()))
        {
            letters.Add(new DeadLetter("binance", Trades.Bitcoin, "the price -1 is not positive", "{\"p\":\"-1\"}\n", new Timestamp(5)));
            letters.Add(new DeadLetter("binance", Instrument: null, "no JSON", "\0<>", new Timestamp(6)));
        }

        var lines = Lines();
        Assert.Equal(2, lines.Count);
        Assert.Equal("the price -1 is not positive", lines[0].GetProperty("reason").GetString());
        Assert.Equal("BINANCE:BTCUSDT", lines[0].GetProperty("instrument").GetString());
        Assert.Equal("{\"p\":\"-1\"}\n", lines[0].GetProperty("raw").GetString());
        Assert.Equal(5, lines[0].GetProperty("receiveTimeMicroseconds").GetInt64());
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("instrument").ValueKind);
    }

    [Fact]
    public async Task Letters_are_counted_for_each_instrument_and_in_all()
    {
        await using var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions { MaxInstruments = 2 });

        foreach (var name in new[] { "A:A", "A:B", "A:C", "A:A" })
            letters.Add(Letter(name));

        Assert.Equal(4, letters.Count);
        Assert.Equal((2, 1, 0), (letters.CountOf(Instrument.Parse("A:A")), letters.CountOf(Instrument.Parse("A:B")), letters.CountOf(Instrument.Parse("A:C"))));
    }

    [Fact]
    public async Task The_oldest_file_goes_when_all_are_larger_than_they_may_be()
    {
        await using (var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions { FileBytes = 50_000, MaxBytes = 200_000, QueueLetters = 10_000 }))
        {
            for (var i = 0; i < 6_000; i++)
                letters.Add(Letter("A:A", $"{i}"));
        }

        Assert.InRange(Directory.GetFiles(_folder.Path).Sum(file => new FileInfo(file).Length), 100_000, 200_000);
        Assert.Equal("5999", Lines()[^1].GetProperty("raw").GetString());
    }

    [Fact]
    public async Task A_restart_goes_on_in_a_new_file()
    {
        for (var run = 0; run < 3; run++)
        {
            await using var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions());
            letters.Add(Letter("A:A", $"run {run}"));
        }

        Assert.Equal(["run 0", "run 1", "run 2"], Lines().Select(line => line.GetProperty("raw").GetString()));
    }

    [Fact]
    public async Task What_was_sent_is_cut_to_its_length()
    {
        await using (var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions { MaxRawLength = 10 }))
            letters.Add(Letter("A:A", new string('x', 1_000_000)));

        Assert.Equal("xxxxxxxxxx", Lines()[0].GetProperty("raw").GetString());
    }

    [Fact]
    public async Task Every_letter_is_either_kept_or_counted_as_dropped()
    {
        long dropped;
        await using (var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions { QueueLetters = 4 }))
        {
            for (var i = 0; i < 20_000; i++)
                letters.Add(Letter("A:A"));
            dropped = letters.DroppedCount;
        }

        Assert.True(dropped > 0, "The queue was never full.");
        Assert.Equal(20_000, Lines().Count + dropped);
    }

    [Fact]
    public async Task What_comes_after_the_end_is_counted_and_not_kept()
    {
        var letters = new DeadLetterFile(_folder.Path, new DeadLetterOptions());
        await letters.DisposeAsync();

        letters.Add(Letter("A:A"));

        Assert.Equal((1, 1), (letters.Count, letters.DroppedCount));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_costs_the_letters_and_nothing_else()
    {
        var folder = Path.Combine(_folder.Path, "letters");
        var logger = new RecordingLogger<DeadLetterFile>();
        await using (var letters = new DeadLetterFile(folder, new DeadLetterOptions(), logger))
        {
            Directory.Delete(folder);
            letters.Add(Letter("A:A"));
        }

        Assert.Contains("1 dead letters could not be written", Assert.Single(logger.Lines));
    }

    public void Dispose() => _folder.Dispose();

    private static DeadLetter Letter(string instrument, string raw = "") => new("test", Instrument.Parse(instrument), "a reason", raw, new Timestamp(0));

    private List<JsonElement> Lines() =>
        [.. Directory.GetFiles(_folder.Path).Order().SelectMany(File.ReadAllLines).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}

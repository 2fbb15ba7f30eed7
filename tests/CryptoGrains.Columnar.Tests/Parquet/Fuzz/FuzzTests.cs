using System.Diagnostics;
using System.Globalization;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Tests.Parquet.Judges;

namespace CryptoGrains.Columnar.Tests.Parquet.Fuzz;

/// <summary>Damaged files are read or refused: no other exception, no long wait, no more memory than the file warrants.</summary>
public sealed class FuzzTests
{
    /// <summary>How many mutations of each file are read; 60 where nothing is said.</summary>
    private const string MutationsVariable = "CRYPTOGRAINS_FUZZ_MUTATIONS";

    /// <summary>Larger files take long and hold nothing that smaller ones don't.</summary>
    private const int LargestFile = 150_000;

    private const long FreeBytes = 48 << 20;
    private const int BytesForEach = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Damaged_files_of_our_own_are_read_or_refused() =>
        await FuzzAsync([.. JudgedFiles.Small().Select(file => (file.Name, file.Write()))]);

    [Fact]
    public async Task Damaged_files_of_others_are_read_or_refused() => await FuzzAsync(
    [
        .. new DirectoryInfo(SharedData.PathOf("parquet-testing")).GetFiles("*.parquet")
            .Where(file => file.Length <= LargestFile)
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, File.ReadAllBytes(file.FullName))),
    ]);

    private static async Task FuzzAsync((string Name, byte[] Bytes)[] files)
    {
        Assert.NotEmpty(files);
        var mutations = int.Parse(Environment.GetEnvironmentVariable(MutationsVariable) ?? "60", CultureInfo.InvariantCulture);
        for (var seed = 0; seed < mutations; seed++)
        {
            for (var i = 0; i < files.Length; i++)
            {
                var random = new Random(seed * files.Length + i);
                var other = files[random.Next(files.Length)].Bytes;
                var mutated = Mutation.Of(files[i].Bytes, other, random);
                if (seed % 4 != 0)
                    Checksums.Mend(mutated);
                await AssertHarmlessAsync($"{files[i].Name}, mutation {seed}", mutated);
            }
        }
    }

    private static async Task AssertHarmlessAsync(string name, byte[] bytes)
    {
        var reading = Task.Run(() => ReadAll(name, bytes), TestContext.Current.CancellationToken);
        long allocated;
        var watch = Stopwatch.StartNew();
        try
        {
            allocated = await reading.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{name}: is still being read after {watch.Elapsed}.");
            throw;
        }

        Assert.True(
            allocated <= FreeBytes + (long)BytesForEach * bytes.Length,
            $"{name}: {allocated} bytes were allocated for a file of {bytes.Length}.");
    }

    /// <summary>Reads all that a file lets itself be read.</summary>
    /// <returns>How many bytes were allocated for it.</returns>
    private static long ReadAll(string name, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        if (Reads(name, () => Done(ParquetReader.OpenAsync(new MemorySource(name, bytes)))) is not { } reader)
            return GC.GetAllocatedBytesForCurrentThread() - before;

        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            for (var column = 0; column < reader.Columns.Count; column++)
            {
                var data = Reads(name, () => Done(reader.ReadAsync(group, column)));
                if (data is not null)
                    Assert.Equal(reader.RowGroups[group].RowCount, data.Count);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What is read; null where it is refused as it should be.</summary>
    private static T? Reads<T>(string name, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ParquetException e)
        {
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            return null;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{name}: {e.GetType().Name} instead of a refusal: {e.Message}", e);
        }
    }

    /// <summary>Files in memory are read without waiting, so all of it happens on this thread.</summary>
    private static T Done<T>(ValueTask<T> reading)
    {
        Assert.True(reading.IsCompleted, "A file in memory is read without waiting.");
        return reading.GetAwaiter().GetResult();
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// Keeps each state in a file of its own, under 256 sub-folders by the hash of its name. A write goes to a file beside it,
/// which then takes its place: a reader sees the old state or the new one.
/// </summary>
/// <remarks>
/// A file that is torn or damaged is set aside as <c>*.corrupt</c>, reported and counted, and the grain starts empty: its state
/// is computed from the trade log, which can be replayed, and a grain that refuses to start would serve nothing at all.
/// </remarks>
internal sealed class FolderStateStore : IStateStore
{
    // Files are read and written by blocking calls. More of them at a time would only take threads from the grains.
    private readonly TaskFactory _files = new(
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(2, Environment.ProcessorCount)).ConcurrentScheduler);
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly string _folder;
    private readonly bool _flush;
    private readonly RuntimeMetrics _metrics;
    private readonly ILogger _logger;

    public FolderStateStore(string folder, bool flush, RuntimeMetrics metrics, ILogger logger)
    {
        _folder = Path.GetFullPath(folder);
        _flush = flush;
        _metrics = metrics;
        _logger = logger;
        Directory.CreateDirectory(_folder);
    }

    public ValueTask<StoredState?> ReadAsync(StateKey key) => OnFileAsync(key, path => Read(path, key));

    public ValueTask<long> WriteAsync(StateKey key, ReadOnlyMemory<byte> content, long version) => OnFileAsync(key, path =>
    {
        StateVersion.Check(key, StateFile.ReadVersion(path), version);
        var next = StateVersion.Next();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        StateFile.Write(path, key, new StoredState(next, content), _flush);
        return next;
    });

    public async ValueTask ClearAsync(StateKey key, long version) => await OnFileAsync(key, path =>
    {
        StateVersion.Check(key, StateFile.ReadVersion(path), version);
        File.Delete(path);
        return true;
    });

    /// <summary>The file of a state, whether it is there or not.</summary>
    public string PathOf(StateKey key)
    {
        var name = Encoding.UTF8.GetBytes($"{key.Class}\n{key.Key}\n{key.Name}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(name).AsSpan(0, 16));
        return Path.Combine(_folder, hash[..2], hash + ".state");
    }

    private StoredState? Read(string path, StateKey key)
    {
        try
        {
            return StateFile.Read(path, key);
        }
        catch (InvalidDataException damage)
        {
            File.Move(path, path + ".corrupt", overwrite: true);
            _metrics.Corruptions.Add(1);
            _logger.LogError(damage, "{Path}.corrupt: a damaged file was set aside, and {State} starts empty.", path, key);
            return null;
        }
    }

    private ValueTask<TResult> OnFileAsync<TResult>(StateKey key, Func<string, TResult> work) => new(_files.StartNew(() =>
    {
        lock (_locks[(uint)key.GetHashCode() % _locks.Length])
            return work(PathOf(key));
    }));
}

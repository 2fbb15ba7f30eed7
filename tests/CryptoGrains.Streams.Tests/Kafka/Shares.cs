using System.Collections.Concurrent;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>Who reads what of a shared log, as its members begin and end; and whether two ever read a partition at once.</summary>
internal sealed class Shares
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<int, string> _owners = [];
    private readonly AsyncPulse _changed = new();

    /// <summary>What went wrong.</summary>
    public ConcurrentQueue<string> Overlaps { get; } = new();

    /// <summary>A partition's read has begun.</summary>
    public void Begin(string member, int partition)
    {
        lock (_owners)
        {
            if (!_owners.TryAdd(partition, member))
                Overlaps.Enqueue($"{member} began partition {partition}, which {_owners[partition]} still read");
            _owners[partition] = member;
        }

        _changed.Pulse();
    }

    /// <summary>A partition's read is about to end.</summary>
    public void End(string member, int partition)
    {
        lock (_owners)
        {
            if (_owners.GetValueOrDefault(partition) == member)
                _owners.Remove(partition);
        }

        _changed.Pulse();
    }

    /// <summary>What a member reads now.</summary>
    public int[] Of(string member)
    {
        lock (_owners)
            return [.. _owners.Where(pair => pair.Value == member).Select(pair => pair.Key).Order()];
    }

    /// <summary>Waits until these members read so many partitions each.</summary>
    public async Task AreAsync(params (string Member, int Partitions)[] expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var changed = _changed.Next;
                if (expected.All(share => Of(share.Member).Length == share.Partitions))
                    return;
                await changed.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            var are = string.Join(", ", expected.Select(share => $"{share.Member}: {share.Partitions} expected, has [{string.Join(' ', Of(share.Member))}]"));
            Assert.Fail($"Partitions after {Patience}: {are}.");
        }
    }
}

using System.Collections.Immutable;

namespace CryptoGrains.Grains;

/// <summary>Who is told of a grain's channels: one for each process that has subscribers, whatever number of channels they follow.</summary>
public interface IChannelObserver : IGrainObserver
{
    /// <summary>Takes the messages of all channels that this observer follows, in order.</summary>
    Task ReceiveAsync(ImmutableArray<ChannelMessages> messages);

    /// <summary>The grain's activation ends, and this observer's following with it: the next one is to be asked.</summary>
    Task EndedAsync();
}

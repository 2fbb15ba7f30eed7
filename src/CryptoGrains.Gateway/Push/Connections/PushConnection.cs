using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Grains;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>
/// One client, whatever its transport: its subscriptions, its limits and its outbox. Its operations come one at a time.
/// </summary>
internal sealed class PushConnection(
    ChannelBroker broker, GatewayOptions options, TimeProvider time, PushMetrics metrics, ILogger logger)
{
    /// <summary>How long a closing client may take to read what still waits for it. Then it is cut off.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Channel, Subscription> _subscriptions = [];
    private readonly OperationRate _rate = new(options, time);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Outbox Outbox { get; } = new(options, time);

    /// <summary>Completes when all that is to be sent has been sent, or never will be.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Follows a channel from what the client last saw of it; a channel it follows already starts over.</summary>
    public async Task SubscribeAsync(string? name, string? epoch, long? offset)
    {
        if (!MayOperate(name))
            return;
        if (!Channel.TryParse(name, options.PrimaryVenue, out var channel))
        {
            Refuse(PushErrors.UnknownChannel, $"'{Quote(name)}' is not a channel. Write {Channel.Forms}.", name);
            return;
        }

        if (offset < 0)
        {
            Refuse(
                PushErrors.InvalidPosition, $"The offset {offset} is negative. Give the epoch and the offset last seen, or neither.", name);
            return;
        }

        await Outbox.WaitForRoomAsync();
        if (await broker.FindAsync(channel) is not { } grain)
        {
            Refuse(
                PushErrors.UnknownSymbol, $"There is no instrument {channel.Instrument}. GET /api/v1/symbols lists all there are.", name);
            return;
        }

        Drop(channel);
        var subscription = new Subscription(this, channel, epoch, offset ?? 0);
        lock (_gate)
        {
            if (_left.Task.IsCompleted)
                return;
            if (_subscriptions.Count >= options.MaxSubscriptions)
            {
                Refuse(
                    PushErrors.TooManySubscriptions,
                    $"This connection follows {options.MaxSubscriptions} channels, the most allowed. Unsubscribe from one first.",
                    name);
                return;
            }

            // Joined under the lock, so that a client that leaves meanwhile finds the subscription joined or not there.
            _subscriptions.Add(channel, subscription);
            metrics.Subscribed(1);
            broker.Join(subscription, grain);
        }
    }

    /// <summary>Follows a channel no more.</summary>
    public void Unsubscribe(string? name)
    {
        if (!MayOperate(name))
            return;

        if (Channel.TryParse(name, options.PrimaryVenue, out var channel) && Drop(channel))
            Outbox.Add(Envelopes.Unsubscribed(channel));
        else
            Refuse(PushErrors.NotSubscribed, $"This connection does not follow '{Quote(name)}'.", name);
    }

    /// <summary>Answers that the connection is alive.</summary>
    public void Ping()
    {
        if (MayOperate(channel: null))
            Outbox.Add(Envelopes.Pong);
    }

    /// <summary>Says what was wrong. The connection stays open.</summary>
    public void Refuse(string code, string message, string? channel = null)
    {
        metrics.Refused(code);
        Outbox.Add(Envelopes.Error(code, message, channel is null ? null : Quote(channel)));
    }

    /// <summary>Ends a subscription that can't be served, and says so.</summary>
    public void Fail(Subscription subscription, string message)
    {
        lock (_gate)
        {
            if (_subscriptions.GetValueOrDefault(subscription.Channel) != subscription)
                return;
            _subscriptions.Remove(subscription.Channel);
        }

        Leave(subscription);
        Refuse(PushErrors.Unavailable, message, subscription.Channel.ToString());
    }

    /// <summary>The client has left: its subscriptions end and nothing more is sent.</summary>
    public void Leave()
    {
        Subscription[] all;
        lock (_gate)
        {
            _left.TrySetResult();
            all = [.. _subscriptions.Values];
            _subscriptions.Clear();
        }

        foreach (var subscription in all)
            Leave(subscription);
        Outbox.Abandon();
    }

    /// <summary>
    /// Sends what is in the outbox until it is closed, then closes. Never throws: a client may break off at any moment.
    /// </summary>
    public async Task RunAsync(IPushTransport transport)
    {
        using var drained = new CancellationTokenSource();
        var drain = DrainAsync(transport, drained);
        var batch = new List<Envelope>();
        try
        {
            while (await Outbox.TakeAsync(batch))
            {
                var taken = time.GetTimestamp();
                await transport.SendAsync(batch, drained.Token);
                metrics.Sent(batch, Outbox.Waited + time.GetElapsedTime(taken));
                batch.Clear();
            }

            await transport.CloseAsync(await Outbox.Closed, drained.Token);
        }
        catch (Exception broken)
        {
            logger.LogDebug(broken, "A push connection broke off.");
            transport.Abort();
            Outbox.Abandon();
        }
        finally
        {
            _ended.TrySetResult();
        }

        await drain;
    }

    /// <summary>Once the outbox is closed, cuts off a client that has not left within <see cref="DrainTime"/>.</summary>
    private async Task DrainAsync(IPushTransport transport, CancellationTokenSource drained)
    {
        var reason = await Outbox.Closed;
        var leaving = _left.Task.WaitAsync(DrainTime, time);
        if (reason == CloseReasons.SlowConsumer)
            metrics.SlowConsumer();
        try
        {
            await leaving;
        }
        catch (TimeoutException)
        {
            await drained.CancelAsync();
            transport.Abort();
        }
    }

    private void Leave(Subscription subscription)
    {
        metrics.Subscribed(-1);
        broker.Leave(subscription);
    }

    private bool Drop(Channel channel)
    {
        Subscription? subscription;
        lock (_gate)
        {
            if (!_subscriptions.Remove(channel, out subscription))
                return false;
        }

        Leave(subscription);
        return true;
    }

    private bool MayOperate(string? channel)
    {
        if (_rate.TryTake())
            return true;

        Refuse(
            PushErrors.TooManyOperations,
            $"More than {options.OperationsPerSecond} operations a second were asked for, after {options.OperationBurst} at once. "
            + "Ask again later.",
            channel);
        return false;
    }

    private static string Quote(string? text) => text is { Length: > 64 } ? $"{text[..64]}…" : text ?? string.Empty;
}

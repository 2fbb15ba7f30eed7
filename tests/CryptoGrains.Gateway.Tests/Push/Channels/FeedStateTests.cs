using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Gateway.Tests.Push.Channels;

public sealed class FeedStateTests
{
    private static readonly Channel Candles = new(ChannelKind.Candles, Instrument.Parse("BINANCE:BTCUSDT"));

    [Fact]
    public void Whatever_happens_no_client_sees_a_hole_or_a_repeat_and_in_the_end_all_are_where_the_grain_is()
    {
        var steps = Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 300).ToArbitrary();
        Prop.ForAll(steps, Run).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        static void Run(byte[] steps)
        {
            using var simulation = new FeedSimulation();
            foreach (var step in steps)
                simulation.Step(step);
            simulation.Settle();
        }
    }

    [Fact]
    public void A_thousand_who_come_back_at_once_cost_ten_questions_at_the_most()
    {
        using var parts = new PushParts();
        var grain = new FakeChannel(Candles, new Lock()) { HistoryLimit = 500 };
        for (var i = 1; i <= 1_000; i++)
            grain.Publish(Sample.CandleMessage(i));

        var state = new FeedState(Candles, parts.Options, parts.Time);
        var clients = Enumerable.Range(0, 1_000).Select(offset => new SimulatedClient(parts.Connect(), Candles, "epoch-1", offset)).ToArray();
        foreach (var client in clients)
            state.Join(client.Subscription);

        var questions = 0;
        while (state.Question() is { } request)
        {
            questions++;
            state.Accept(request, grain.Subscribe(request, new FeedSimulation()));
        }

        Assert.InRange(questions, 1, 10);
        var sent = Enumerable.Range(1, 1_000).ToDictionary(i => ("epoch-1", (long)i), i => Sample.Minute(i).Close);
        Assert.All(clients, client =>
        {
            client.Read(sent);
            Assert.Equal(1_000, client.Offset);
        });
    }

    [Fact]
    public void Newcomers_within_a_second_share_one_snapshot()
    {
        using var parts = new PushParts();
        var grain = new FakeChannel(Candles, new Lock());
        grain.Publish(Sample.CandleMessage(1));
        var state = new FeedState(Candles, parts.Options, parts.Time);
        using var observer = new FeedSimulation();
        var first = Join(state, parts);
        var request = state.Question()!;
        state.Accept(request, grain.Subscribe(request, observer));

        var second = Join(state, parts);
        Assert.False(state.HasQuestion);
        Assert.Same(Taken(first).Single(), Taken(second).Single());

        parts.Time.Advance(FeedState.SnapshotAge * 2);
        Join(state, parts);
        Assert.True(state.HasQuestion);
    }

    [Fact]
    public void A_message_is_encoded_once_for_all_who_follow()
    {
        using var parts = new PushParts();
        var state = new FeedState(Candles, parts.Options, parts.Time);
        var (first, second) = (Join(state, parts), Join(state, parts));
        state.Accept(state.Question()!, new ChannelState("epoch-1", 0, Recovered: false, [], Snapshot: null));
        state.Take(new ChannelMessages(Candles, "epoch-1", [new ChannelMessage(1, Sample.CandleMessage(1))]));

        Assert.Same(Taken(first)[1], Taken(second)[1]);
    }

    [Fact]
    public void More_than_an_outbox_has_room_for_is_not_recovered_but_shown()
    {
        using var parts = new PushParts();
        parts.Options.OutboxMessages = 10;
        var state = new FeedState(Candles, parts.Options, parts.Time);
        var client = parts.Connect();
        state.Join(new Subscription(client, Candles, "epoch-1", 0));
        var grain = new FakeChannel(Candles, new Lock());
        for (var i = 1; i <= 6; i++)
            grain.Publish(Sample.CandleMessage(i));

        using var observer = new FeedSimulation();
        while (state.Question() is { } request)
            state.Accept(request, grain.Subscribe(request, observer));

        var only = Assert.Single(Taken(client));
        Assert.Contains("\"recovered\":false", System.Text.Encoding.UTF8.GetString(only.Utf8.Span));
    }

    private static PushConnection Join(FeedState state, PushParts parts)
    {
        var connection = parts.Connect();
        state.Join(new Subscription(connection, Candles, epoch: null, 0));
        return connection;
    }

    private static List<Envelope> Taken(PushConnection connection)
    {
        var batch = new List<Envelope>();
        Assert.True(connection.Outbox.Bytes > 0, "nothing was sent");
        Assert.True(connection.Outbox.TakeAsync(batch).Result);
        return batch;
    }
}

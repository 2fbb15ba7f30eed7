using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Gateway.Tests.Support;

namespace CryptoGrains.Gateway.Tests.Push.Connections;

public sealed class OutboxTests
{
    private readonly FakeTime _time = new(Sample.Noon);
    private readonly GatewayOptions _options = new() { OutboxMessages = 4, OutboxBytes = 100, OutboxStall = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Messages_come_out_in_the_order_they_went_in()
    {
        var outbox = new Outbox(_options, _time);
        var envelopes = Enumerable.Range(1, 3).Select(Of).ToArray();
        foreach (var envelope in envelopes)
            outbox.Add(envelope);

        Assert.Equal(6, outbox.Bytes);
        Assert.Equal(envelopes, await TakeAsync(outbox));
        Assert.Equal(0, outbox.Bytes);
    }

    [Fact]
    public async Task It_tells_how_long_what_was_taken_had_waited()
    {
        var outbox = new Outbox(_options, _time);
        outbox.Add(Of(1));
        _time.Advance(TimeSpan.FromSeconds(2));
        outbox.Add(Of(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync(outbox);
        Assert.Equal(TimeSpan.FromSeconds(3), outbox.Waited);

        _time.Advance(TimeSpan.FromSeconds(5));
        outbox.Add(Of(1));
        await TakeAsync(outbox);
        Assert.Equal(TimeSpan.Zero, outbox.Waited);
    }

    [Fact]
    public async Task Who_waits_is_woken_by_a_message_and_by_the_end()
    {
        var outbox = new Outbox(_options, _time);
        var batch = new List<Envelope>();
        var taking = outbox.TakeAsync(batch);
        Assert.False(taking.IsCompleted);
        outbox.Add(Of(1));
        Assert.True(await taking);

        taking = outbox.TakeAsync(batch);
        outbox.Abandon();
        Assert.False(await taking);
        Assert.Null(await outbox.Closed);
    }

    [Fact]
    public async Task One_message_too_many_gives_up_all_and_says_slow_consumer()
    {
        var outbox = new Outbox(_options, _time);
        for (var i = 0; i < 5; i++)
            outbox.Add(Of(1));
        await AssertSlowAsync(outbox);
    }

    [Fact]
    public async Task One_byte_too_many_gives_up_all_and_says_slow_consumer()
    {
        var outbox = new Outbox(_options, _time);
        outbox.Add(Of(60));
        outbox.Add(Of(40));
        Assert.False(outbox.Closed.IsCompleted);
        outbox.Add(Of(1));
        await AssertSlowAsync(outbox);
    }

    [Fact]
    public async Task Messages_that_wait_too_long_without_any_taken_say_slow_consumer()
    {
        var outbox = new Outbox(_options, _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        outbox.Add(Of(1));
        _time.Advance(TimeSpan.FromSeconds(10));
        outbox.Add(Of(1));
        Assert.False(outbox.Closed.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        outbox.Add(Of(1));
        await AssertSlowAsync(outbox);
    }

    [Fact]
    public async Task Closing_sends_what_waits_and_the_reason_after_it()
    {
        var outbox = new Outbox(_options, _time);
        outbox.Add(Of(1));
        outbox.Close("shutdown");
        outbox.Add(Of(2));

        var batch = await TakeAsync(outbox);
        Assert.Equal(2, batch.Count);
        Assert.Equal("""{"type":"closing","reason":"shutdown"}""", Text(batch[1]));
        Assert.False(await outbox.TakeAsync(batch));
        Assert.Equal("shutdown", await outbox.Closed);
    }

    [Fact]
    public async Task A_batch_is_bounded_and_a_large_message_still_comes_out()
    {
        _options.OutboxBytes = 1024 * 1024;
        var outbox = new Outbox(_options, _time);
        outbox.Add(Of(Outbox.BatchBytes + 1));
        outbox.Add(Of(1));
        outbox.Add(Of(Outbox.BatchBytes));

        Assert.Equal(Outbox.BatchBytes + 1, (await TakeAsync(outbox)).Single().Length);
        Assert.Equal(1, (await TakeAsync(outbox)).Single().Length);
        Assert.Equal(Outbox.BatchBytes, (await TakeAsync(outbox)).Single().Length);
    }

    [Fact]
    public async Task Operations_wait_until_half_is_free()
    {
        var outbox = new Outbox(_options, _time);
        await outbox.WaitForRoomAsync();
        for (var i = 0; i < 3; i++)
            outbox.Add(Of(1));

        var room = outbox.WaitForRoomAsync();
        Assert.False(room.IsCompleted);
        await TakeAsync(outbox);
        await room;
    }

    private static Envelope Of(int length) => new(new byte[length]);

    private static string Text(Envelope envelope) => System.Text.Encoding.UTF8.GetString(envelope.Utf8.Span);

    private static async Task<List<Envelope>> TakeAsync(Outbox outbox)
    {
        var batch = new List<Envelope>();
        Assert.True(await outbox.TakeAsync(batch));
        return batch;
    }

    private static async Task AssertSlowAsync(Outbox outbox)
    {
        Assert.Equal("slow-consumer", await outbox.Closed);
        Assert.Equal("""{"type":"closing","reason":"slow-consumer"}""", Text((await TakeAsync(outbox)).Single()));
        Assert.False(await outbox.TakeAsync([]));
    }
}

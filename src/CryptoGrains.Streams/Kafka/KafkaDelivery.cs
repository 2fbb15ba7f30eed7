using Confluent.Kafka;

namespace CryptoGrains.Streams.Kafka;

/// <summary>A chunk of records on its way to the brokers, and their reports.</summary>
/// <param name="producer">What sends them.</param>
/// <param name="partition">Where to.</param>
/// <param name="records">How many.</param>
/// <param name="complete">Called when the last report is in; gives the error that the chunk failed with, if it did.</param>
internal sealed class KafkaDelivery(
    IProducer<byte[], byte[]> producer, int partition, int records, Func<KafkaDelivery, Exception?> complete)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = records;
    private Error? _failure;

    public IProducer<byte[], byte[]> Producer => producer;

    public int Partition => partition;

    public int Records { get; } = records;

    /// <summary>Ends when all are acknowledged; fails when one was not.</summary>
    public Task Done => _done.Task;

    public long FirstOffset { get; private set; } = -1;

    public long LastOffset { get; private set; } = -1;

    public Error? Failure => _failure;

    /// <summary>The bytes of the keys and values.</summary>
    public long Bytes { get; set; }

    /// <summary>Hears of the first record.</summary>
    public void ReportFirst(DeliveryReport<byte[], byte[]> report)
    {
        FirstOffset = report.Offset;
        Report(report);
    }

    /// <summary>Hears of any other. One thread reports all messages of a producer.</summary>
    public void Report(DeliveryReport<byte[], byte[]> report)
    {
        // A broker that has had the record before may not know any more where.
        var failure = !report.Error.IsError && report.Offset.IsSpecial ? new Error(ErrorCode.DuplicateSequenceNumber) : report.Error;
        if (failure.IsError)
            Interlocked.CompareExchange(ref _failure, failure, comparand: null);
        else
            LastOffset = Math.Max(LastOffset, report.Offset);
        CountDown(1);
    }

    /// <summary>The last of the records were not even taken.</summary>
    public void Refuse(int count, Error error)
    {
        Interlocked.CompareExchange(ref _failure, error, comparand: null);
        CountDown(count);
    }

    private void CountDown(int count)
    {
        if (Interlocked.Add(ref _left, -count) > 0)
            return;

        if (complete(this) is { } failure)
            _done.SetException(failure);
        else
            _done.SetResult();
    }
}

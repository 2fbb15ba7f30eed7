using Confluent.Kafka;

namespace CryptoGrains.Streams.Kafka;

/// <summary>What can't be done in Kafka, as sentences.</summary>
internal static class KafkaErrors
{
    public static TradeLogException Append(KafkaLogOptions options, int partition, Error error) => new(
        $"Records for partition {partition} of {options.Topic} at {options.Bootstrap} were not acknowledged: {error.Reason} ({error.Code}). "
        + "Some of them may be in the log: append them again, a trade that is there twice counts once.");

    public static TradeLogException Of(KafkaLogOptions options, string what, KafkaException exception) =>
        new($"{what} ({options.Topic} at {options.Bootstrap}): {exception.Error.Reason} ({exception.Error.Code}).", exception);

    public static TradeLogException NotThere(KafkaLogOptions options, int partition, long at, WatermarkOffsets marks) => new(
        $"Partition {partition} of {options.Topic} has the offsets from {marks.Low} to {marks.High}, and {at} could not be read. It is not the "
        + "topic that the position was stored for, or the brokers lost its end: read from an offset that it has.");
}

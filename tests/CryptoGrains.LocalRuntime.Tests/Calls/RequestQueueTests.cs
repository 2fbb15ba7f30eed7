using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class RequestQueueTests
{
    /// <summary>
    /// Any order of adding and taking gives what a list gives. Of each step: 0 adds, 1 adds a reader, 2 takes, 3 takes a
    /// reader.
    /// </summary>
    [Fact]
    public void It_behaves_as_a_list_does() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
    {
        var queue = default(RequestQueue);
        var model = new List<Request>();
        foreach (var step in steps)
        {
            if (step % 4 < 2)
            {
                var request = new Reading(step % 4 == 1);
                queue.Add(request);
                model.Add(request);
                continue;
            }

            var expected = step % 4 == 2 ? model.FirstOrDefault() : model.Find(request => request.IsReadOnly);
            Assert.Same(expected, step % 4 == 2 ? queue.TakeFirst() : queue.TakeFirstReadOnly());
            if (expected is not null)
                model.Remove(expected);
        }

        foreach (var request in model)
            Assert.Same(request, queue.TakeFirst());
        Assert.Null(queue.TakeFirst());
    }).QuickCheckThrowOnFailure();

    private sealed class Reading(bool isReadOnly) : Request
    {
        public override bool Interleaves => false;

        public override bool IsReadOnly => isReadOnly;

        public override bool KeepsAlive => true;

        public override bool IsBounded => true;

        public override ValueTask<Exception?> RunAsync(object target) => default;

        public override void Fail(Exception failure)
        {
        }

        public override void Resend()
        {
        }
    }
}

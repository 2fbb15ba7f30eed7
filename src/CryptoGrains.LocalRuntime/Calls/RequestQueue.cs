namespace CryptoGrains.LocalRuntime;

/// <summary>Requests in order of arrival, linked to one another so that an empty queue costs nothing.</summary>
internal struct RequestQueue
{
    private Request? _first;
    private Request? _last;

    public void Add(Request request)
    {
        if (_last is null)
            _first = request;
        else
            _last.Next = request;
        _last = request;
    }

    public Request? TakeFirst() => _first is null ? null : Take(null, _first);

    public Request? TakeFirstReadOnly()
    {
        Request? before = null;
        for (var request = _first; request is not null; before = request, request = request.Next)
        {
            if (request.IsReadOnly)
                return Take(before, request);
        }

        return null;
    }

    private Request Take(Request? before, Request request)
    {
        if (before is null)
            _first = request.Next;
        else
            before.Next = request.Next;
        if (_last == request)
            _last = before;
        request.Next = null;
        return request;
    }
}

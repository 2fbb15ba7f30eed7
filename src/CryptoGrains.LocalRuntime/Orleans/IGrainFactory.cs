namespace Orleans;

/// <summary>Makes references: to grains, and to objects that grains may call.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain with this key. The grain need not be active: the first call activates it.</summary>
    /// <exception cref="ArgumentException">No grain class, or more than one, implements the interface.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>
    /// A reference to an object, which a grain can keep and call. The runtime holds the object weakly: whoever made it keeps it
    /// alive.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="obj"/> is a reference already, or lacks the interface.</exception>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <summary>
    /// Ends a reference made by <see cref="CreateObjectReference"/>. Later calls to it fail, one-way calls vanish.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="obj"/> is no reference to an object, or was deleted
    /// before.</exception>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;
}

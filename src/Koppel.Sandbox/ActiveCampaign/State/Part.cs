namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>What a feature keeps in a store. The feature declares it once; each store makes its own when it is first asked for.</summary>
/// <param name="make">Makes an empty one for a store.</param>
internal sealed class Part<T>(Func<Store, T> make)
    where T : class
{
    /// <summary>Where stores keep it.</summary>
    public int Place { get; } = Store.NewPlace();

    public T Make(Store store) => make(store);
}

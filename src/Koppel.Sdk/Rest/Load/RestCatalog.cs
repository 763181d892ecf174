using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// The tables of an account of a system all of whose tables are declared. One that says how it is asked for what changed is read from a
/// snapshot where the account says so.
/// </summary>
/// <param name="account">The account; the catalog closes it.</param>
/// <param name="tables">The declarations.</param>
public sealed class RestCatalog(RestAccount account, IEnumerable<RestTable> tables) : ICatalog
{
    readonly IReadOnlyList<ITable> _tables =
        [.. tables.Select(t => WritableRestSource.Open(t, account, account.Client.BaseAddress.AbsolutePath))];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_tables);

    /// <inheritdoc/>
    public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_tables.FirstOrDefault(t => t.Schema.IsNamed(name)));

    /// <inheritdoc/>
    public void Set(Setting setting, string value) => throw new InvalidOperationException($"The setting {setting.Name} cannot be changed.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        account.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Setup;

/// <summary>Asks a person for what is not known yet of a new connection.</summary>
/// <param name="screen">Where the person sits.</param>
/// <param name="draft">The connection.</param>
/// <param name="secrets">Where secrets can be kept; null for nowhere.</param>
sealed class ConnectionQuestions(Screen screen, ConnectionDraft draft, SecretFile? secrets)
{
    /// <summary>Asks until all is known.</summary>
    /// <exception cref="UsageException">The person does not answer, or a secret cannot be kept.</exception>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        if (draft.Connector is null) await TypeAsync(cancellationToken);
        if (draft.Name is null)
            await UntilAsync($"Its name, which stands behind @ in SQL [{draft.Connector!.Type}]: ",
                answer => draft.TakeName(answer.Length > 0 ? answer : draft.Connector.Type), cancellationToken);
        foreach (var setting in draft.Missing.ToList()) await SettingAsync(setting, cancellationToken);
        while (true)
        {
            foreach (var unfit in draft.Unfit) screen.Say(unfit);
            if (await OtherAsync(cancellationToken) is { } setting) await SettingAsync(setting, cancellationToken);
            else if (draft.Unfit.Count == 0) return;
        }
    }

    Task TypeAsync(CancellationToken cancellationToken)
    {
        screen.Say("Which kind of system?");
        foreach (var (number, connector) in draft.Connectors.Index())
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"  {number + 1} {connector.Type,-16} {connector.Description}"));
        return UntilAsync("Number or word: ", answer => draft.TakeType(
            int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
                && number <= draft.Connectors.Count ? draft.Connectors[number - 1].Type : answer), cancellationToken);
    }

    async Task SettingAsync(Setting setting, CancellationToken cancellationToken)
    {
        screen.Say($"{setting.Name}: {setting.Description.TrimEnd('.')}.");
        if (setting.Secret) draft.Take(setting, await SecretAsync(setting, cancellationToken));
        else await UntilAsync($"{setting.Name} = ", answer => draft.Take(setting, answer), cancellationToken);
    }

    /// <summary>Another setting that the person wants to give; null for none.</summary>
    async Task<Setting?> OtherAsync(CancellationToken cancellationToken)
    {
        if (!draft.Open.Any()) return null;
        Setting? found = null;
        await UntilAsync($"Another setting ({string.Join(", ", draft.Open.Select(s => s.Name))}), or Enter for none: ", answer =>
        {
            found = draft.Open.FirstOrDefault(s => s.Name.Equals(answer, StringComparison.OrdinalIgnoreCase));
            return found is not null || answer.Length == 0 ? null : $"There is no such setting '{answer}'.";
        }, cancellationToken);
        return found;
    }

    /// <summary>What is to stand in the place of a secret: a reference to where it is.</summary>
    async Task<string> SecretAsync(Setting setting, CancellationToken cancellationToken)
    {
        var (name, inStore) = (draft.SecretName(setting), secrets is not null);
        if (inStore)
            await UntilAsync("It is kept 1 encrypted, in your store of secrets, or 2 in an environment variable [1]: ",
                answer => (inStore = answer is "" or "1") || answer == "2" ? null : "Type 1 or 2.", cancellationToken);
        await UntilAsync($"Its name there [{name}]: ", answer =>
        {
            if (answer.Length > 0) name = answer;
            return SecretName.IsValid(name) ? null : $"A name has {SecretName.Rule}.";
        }, cancellationToken);
        if (!inStore) return $"${{env:{name}}}";
        try
        {
            if (!secrets!.List().ContainsKey(name) || !await IsKeptAsync(name, cancellationToken)) secrets.Store(name, Hidden(setting));
        }
        catch (ConnectorException fault)
        {
            throw new UsageException($"{fault.Message} Nothing was written.");
        }
        return $"${{secret:{name}}}";
    }

    async Task<bool> IsKeptAsync(string name, CancellationToken cancellationToken)
    {
        var isKept = true;
        await UntilAsync($"{name} is stored already. Is that the one? [Y/n] ",
            answer => (isKept = answer is "" or "y" or "Y" or "yes") || answer is "n" or "N" or "no" ? null : "Type y or n.",
            cancellationToken);
        return isKept;
    }

    string Hidden(Setting setting)
    {
        while (true)
        {
            var value = screen.AskHidden($"{setting.Name} (it is not shown): ") ?? throw Unanswered();
            if (setting.Check(value) is { } fault) screen.Say($"'{setting.Name}' {fault}.");
            else if (value.Length > 0) return value;
        }
    }

    /// <summary>Asks until the answer is taken.</summary>
    async Task UntilAsync(string question, Func<string, string?> take, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await screen.AskAsync(question, cancellationToken) ?? throw Unanswered();
            if (take(answer.Trim()) is not { } wrong) return;
            screen.Say(wrong);
        }
    }

    static UsageException Unanswered() => new("There was no answer. Nothing was written to the configuration.");
}

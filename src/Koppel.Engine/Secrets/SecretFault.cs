using Koppel.Sdk.Connections;

namespace Koppel.Engine.Secrets;

/// <summary>What can be wrong with the store of secrets, as sentences without a secret in them.</summary>
static class SecretFault
{
    /// <summary>How the variables of a key are spoken of.</summary>
    const string Variables = $"{SecretOptions.KeyVariable} or {SecretOptions.KeyFileVariable}";

    public static ConnectorException Open(string path) =>
        Of($"{path} can be read or written by other users of this machine. Take that from them, as with chmod 600, and go on.");

    public static ConnectorException Unreadable(string path, Exception fault) => Of($"{path} cannot be read: {fault.Message}", fault);

    public static ConnectorException Unwritable(string path, Exception fault) =>
        Of($"{path} cannot be written: {fault.Message} Nothing was stored.", fault);

    public static ConnectorException Damaged(string path, InvalidDataException fault) => Of(
        $"The file of secrets {path} is damaged: {fault.Message}. Put a copy of it back, or move it away and store the secrets again.",
        fault);

    public static ConnectorException DamagedSecret(string path, string name, Exception fault) => Of(
        $"The secret {name} in {path} is damaged, or was put there from elsewhere: it is not what was stored under that name. Store it "
        + $"again: koppel secrets set {name}", fault);

    public static ConnectorException NoKey(string path) => Of(
        $"There is no key for the secrets of {path}. Set {Variables} (koppel secrets new-key FILE makes one), or "
        + $"{SecretOptions.PassphraseVariable}; at a terminal you are asked for a passphrase.");

    public static ConnectorException KeyMissing(string path) =>
        Of($"The secrets of {path} are stored under a key, and none is given. Set {Variables}.");

    public static ConnectorException PassphraseMissing(string path) => Of(
        $"The secrets of {path} are stored under a passphrase, and nobody can be asked for it here. Set "
        + $"{SecretOptions.PassphraseVariable}.");

    public static ConnectorException WrongKey(string path, string source) => Of(
        $"The key of {source} is not the one under which the secrets of {path} are stored.");

    public static ConnectorException WrongPassphrase(string path) =>
        Of($"That is not the passphrase under which the secrets of {path} are stored.");

    public static ConnectorException System(string store, string why) => Of(
        $"The key cannot be kept in or had from {store}: {why.TrimEnd('.')}. It is there for a user at a desktop; elsewhere set "
        + $"{Variables}.");

    public static ConnectorException NotInSystem(string path, string store) => Of(
        $"The key to the secrets of {path} is not in {store} any more. Set {Variables} if you have a copy of it, or move the file away and "
        + "store the secrets again.");

    public static ConnectorException HasKey(string path) => Of(
        $"{path} is there, and its secrets are stored under another key. Move it away, and store the secrets again afterwards.");

    public static ConnectorException NoSuchKey(string source) => Of(
        $"{source} holds no key: 32 random bytes, in base64. koppel secrets new-key FILE makes one; for words of your own set "
        + $"{SecretOptions.PassphraseVariable} instead.");

    public static ConnectorException NoKeyFile(string path) => Of($"{SecretOptions.KeyFileVariable} names {path}, which is not there.");

    public static ConnectorException ShortPassphrase(int least) =>
        Of($"A passphrase must have {least} letters at least. Nothing was stored.");

    public static ConnectorException OtherPassphrase() => Of("The two passphrases differ. Nothing was stored.");

    public static ConnectorException Unanswered() => Of("No passphrase was given. Nothing was stored.");

    public static ConnectorException Held(string path) => Of(
        $"Another process has held the right to write {path} for too long. Look whether it hangs, and try again.");

    static ConnectorException Of(string message, Exception? inner = null) => new(ConnectorErrorKind.File, message, inner);
}

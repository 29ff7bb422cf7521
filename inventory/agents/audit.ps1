# Audit d'un ordinateur Windows sans rien taper d'autre que son code (filiere).
# Windows 7 et après, PowerShell 2 à 7. Lit, n'installe rien, ne change aucun réglage.
# N'écrit aucun fichier sur les disques de la machine : un seul, sur la clé que vous choisissez.

$Site = "@SITE@"
$Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
$Sections = New-Object System.Collections.ArrayList
$Key = ""

function Say($text) { Write-Host $text }

function Ask($question) { return [string](Read-Host $question) }

# o or n, and nothing else decides; five wrong answers are no.
function Test-Yes($question) {
    for ($i = 0; $i -lt 5; $i++) {
        $answer = (Ask "$question [o/n]").Trim()
        if ($answer -match "^[oOyY]") { return $true }
        if ($answer -match "^[nN]") { return $false }
        Say "  Répondez o (oui) ou n (non)."
    }
    return $false
}

# The code of the label: Crockford base32, Luhn mod 32.
function Test-Code($typed) {
    $code = ([string]$typed).ToUpperInvariant()
    $at = $code.LastIndexOf("/D/")
    if ($at -ge 0) { $code = $code.Substring($at + 3) }
    $code = ($code -replace "[\s./-]", "").Replace("O", "0").Replace("I", "1").Replace("L", "1")
    if ($code.Length -ne 9) {
        Say "  Un code compte 9 caractères : celui-ci en a $($code.Length)."
        return ""
    }
    $total = 0
    for ($i = 0; $i -lt 8; $i++) {
        $value = $Alphabet.IndexOf($code[$i])
        if ($value -lt 0) {
            Say "  Ce code contient un signe qui ne sert dans aucun code. Relisez l'étiquette."
            return ""
        }
        if ($i % 2 -eq 1) {
            $value = $value * 2
            if ($value -gt 31) { $value = $value - 31 }
        }
        $total = $total + $value
    }
    if ($Alphabet[(32 - $total % 32) % 32] -ne $code[8]) {
        Say "  Ce code n'existe pas : un caractère est faux. Relisez l'étiquette."
        return ""
    }
    return $code
}

# One section of the report; a line that opens like a mark is pushed by a space.
function Add-Section($name, $version, $text) {
    $body = ([string]$text).Replace("`r", "").Trim("`n")
    if ($body.Trim() -eq "") { return $false }
    $body = [regex]::Replace($body, "(?m)^=== filiere", " === filiere")
    [void]$Sections.Add("`n=== filiere $name $version`n$body`n")
    return $true
}

# The objects of a class, by whichever command this PowerShell has.
function Get-Objects($class, $namespace) {
    try {
        if (Get-Command Get-CimInstance -ErrorAction SilentlyContinue) {
            return @(Get-CimInstance -ClassName $class -Namespace $namespace -OperationTimeoutSec 60 -ErrorAction Stop)
        }
        return @(Get-WmiObject -Class $class -Namespace $namespace -ErrorAction Stop)
    } catch {
        return @()
    }
}

function ConvertTo-Line($name, $value) {
    if ($value -is [System.DateTime]) { $value = $value.ToString("yyyy-MM-dd", [System.Globalization.CultureInfo]::InvariantCulture) }
    if ($value -is [System.Array]) { $value = "{" + ($value -join ",") + "}" }
    $text = ([string]$value) -replace "[\r\n]+", " "
    return "$name=$text"
}

# Key=Value, as wmic prints; only the properties named are read.
function ConvertTo-List($class, $objects, $properties) {
    $lines = @()
    foreach ($object in $objects) {
        $lines += ""
        $lines += "__CLASS=$class"
        foreach ($name in $properties) {
            $value = $object.$name
            if ($null -ne $value -and [string]$value -ne "") { $lines += ConvertTo-Line $name $value }
        }
    }
    return ($lines -join "`n")
}

$Classes = @(
    @("Win32_ComputerSystem", "root\cimv2", "Manufacturer,Model,SystemFamily,SystemSKUNumber,PCSystemType,TotalPhysicalMemory,AdminPasswordStatus"),
    @("Win32_ComputerSystemProduct", "root\cimv2", "Vendor,Name,Version,IdentifyingNumber,UUID"),
    @("Win32_BIOS", "root\cimv2", "Manufacturer,SMBIOSBIOSVersion,SerialNumber,ReleaseDate"),
    @("Win32_BaseBoard", "root\cimv2", "Manufacturer,Product,SerialNumber,Version"),
    @("Win32_SystemEnclosure", "root\cimv2", "ChassisTypes,SMBIOSAssetTag,SerialNumber"),
    @("Win32_Processor", "root\cimv2", "Name,Manufacturer,NumberOfCores,NumberOfLogicalProcessors,MaxClockSpeed,DataWidth,Architecture,Caption,SocketDesignation"),
    @("Win32_PhysicalMemory", "root\cimv2", "Capacity,Manufacturer,PartNumber,SerialNumber,Speed,ConfiguredClockSpeed,SMBIOSMemoryType,FormFactor,DeviceLocator"),
    @("Win32_PhysicalMemoryArray", "root\cimv2", "MemoryDevices,MaxCapacity,MaxCapacityEx"),
    @("Win32_DiskDrive", "root\cimv2", "DeviceID,Model,SerialNumber,Size,InterfaceType,MediaType,PNPDeviceID,FirmwareRevision"),
    @("MSFT_PhysicalDisk", "root\Microsoft\Windows\Storage", "FriendlyName,Model,SerialNumber,Size,MediaType,BusType,SpindleSpeed,HealthStatus,FirmwareVersion"),
    @("Win32_VideoController", "root\cimv2", "Name,AdapterCompatibility,AdapterRAM,DriverVersion"),
    @("Win32_OperatingSystem", "root\cimv2", "Caption,Version,BuildNumber,OSArchitecture,InstallDate"),
    @("Win32_Battery", "root\cimv2", "Name,DesignCapacity,FullChargeCapacity,EstimatedChargeRemaining"),
    @("BatteryStaticData", "root\wmi", "DesignedCapacity,ManufactureName,DeviceName,SerialNumber,Chemistry"),
    @("BatteryFullChargedCapacity", "root\wmi", "FullChargedCapacity"),
    @("BatteryCycleCount", "root\wmi", "CycleCount"),
    @("Win32_NetworkAdapter", "root\cimv2", "Name,Manufacturer,MACAddress,AdapterType,PhysicalAdapter"),
    @("Win32_SoundDevice", "root\cimv2", "Name,Manufacturer"),
    @("Win32_CDROMDrive", "root\cimv2", "Name,MediaType"),
    @("Win32_Tpm", "root\cimv2\Security\MicrosoftTpm", "SpecVersion,ManufacturerIdTxt,ManufacturerVersion,IsEnabled_InitialValue"),
    @("Win32_EncryptableVolume", "root\cimv2\Security\MicrosoftVolumeEncryption", "DriveLetter,ProtectionStatus")
)

function Read-Classes {
    $text = ""
    $number = 0
    foreach ($one in $Classes) {
        $number = $number + 1
        Write-Progress -Activity "Lecture de l'ordinateur" -Status $one[0] -PercentComplete (100 * $number / $Classes.Count)
        $objects = @(Get-Objects $one[0] $one[1])
        if ($objects.Count -gt 0) { $text += (ConvertTo-List $one[0] $objects ($one[2] -split ",")) + "`n" }
    }
    $secure = ""
    try { $secure = [string](Confirm-SecureBootUEFI -ErrorAction Stop) } catch { }
    $text += "`n__CLASS=Filiere_Firmware`nFirmwareType=$env:firmware_type`nSecureBoot=$secure`n"
    Write-Progress -Activity "Lecture de l'ordinateur" -Completed
    return $text
}

# Removable drives only, never the one that Windows runs from.
function Get-Keys {
    $found = @()
    foreach ($drive in (Get-Objects "Win32_LogicalDisk" "root\cimv2")) {
        if ($drive.DriveType -eq 2 -and $drive.Size -and $drive.DeviceID -ne $env:SystemDrive) { $found += $drive.DeviceID }
    }
    return @($found)
}

function Select-Key {
    $keys = @(Get-Keys)
    if ($keys.Count -eq 0) { return "" }
    if ($keys.Count -eq 1) {
        if (Test-Yes "Se servir de la clé $($keys[0]) pour écrire le relevé ?") { return $keys[0] }
        return ""
    }
    $answer = Ask "Clés branchées : $($keys -join ', '). La lettre de celle qui prend le relevé (rien : aucune) ?"
    $letter = ($answer -replace "[^A-Za-z]", "").ToUpperInvariant()
    foreach ($one in $keys) { if ($one.TrimEnd(":") -eq $letter) { return $one } }
    return ""
}

# The only function that writes: on the key chosen, all of it or nothing.
function Save-OnKey($name, $text) {
    $path = "$Key\$name"
    try {
        [System.IO.File]::WriteAllBytes($path, (New-Object System.Text.UTF8Encoding $false).GetBytes($text))
    } catch {
        try { [System.IO.File]::Delete($path) } catch { }
        return ""
    }
    return $path
}

# powercfg can only write a file: without a key, the classes of batteries say nearly as much.
# When the computer was in use is its donor's business: that part of the report stays here.
function Read-BatteryReport {
    if ($Key -eq "") { return "" }
    $path = "$Key\filiere-batterie.xml"
    try {
        & powercfg.exe /batteryreport /xml /output $path 2>&1 | Out-Null
        if (-not (Test-Path -LiteralPath $path)) { return "" }
        $text = [System.IO.File]::ReadAllText($path)
        [System.IO.File]::Delete($path)
        return [regex]::Replace($text, "(?s)<(ComputerName|RecentUsage|EnergyDrains|History|RuntimeEstimates)(?: [^>]*)?>.*?</\1>", "")
    } catch {
        return ""
    }
}

# From the environment, from a file on the key, or typed; never an argument.
function Get-Token {
    $token = [string]$env:FILIERE_TOKEN
    if ($token -eq "" -and $Key -ne "" -and (Test-Path -LiteralPath "$Key\filiere-jeton.txt")) {
        $token = [string](@([System.IO.File]::ReadAllLines("$Key\filiere-jeton.txt")) | Select-Object -First 1)
    }
    if ($token -eq "") { $token = Read-Token }
    return (Clear-Token $token)
}

function Read-Token {
    $typed = Read-Host "Jeton ou lien du point de scan (rien : écrire sur la clé)" -AsSecureString
    return (New-Object System.Management.Automation.PSCredential "x", $typed).GetNetworkCredential().Password
}

function Clear-Token($token) { return (([string]$token -split "#")[-1] -replace "[^A-Za-z0-9_.~+/=-]", "") }

# Why nothing answered, and what to do. A clock far in the past makes every certificate wrong.
function Say-Gone($cause) {
    $now = Get-Date
    if ($now.Year -lt 2026) {
        Say "L'horloge de cet ordinateur dit l'année $($now.Year) : le site ne peut pas être vérifié. Réglez-la, puis réessayez."
        return
    }
    $why = ""
    if ($null -ne $cause) { $why = [string]$cause.Status }
    if ($why -eq "TrustFailure" -or $why -eq "SecureChannelFailure") {
        Say "Site non vérifié : son certificat ne convient pas, ou ce Windows est trop ancien pour lui. Rien ne lui est envoyé."
        Say "  Un portail Wi-Fi ? Prenez un câble, ou écrivez le relevé sur une clé."
    } elseif ($why -eq "NameResolutionFailure") {
        Say "Pas de réseau : le nom du site est introuvable. Branchez le câble, ou le Wi-Fi."
    } else {
        Say "Pas de réseau, ou le site ne répond pas."
    }
}

# What the site answered: its status, or 0 and the sentence said when nothing did.
function Send-Bytes($address, $token, $one, $bytes) {
    $cause = $null
    $response = $null
    try {
        $request = [System.Net.HttpWebRequest][System.Net.WebRequest]::Create($address)
        $request.Method = "POST"
        $request.AllowAutoRedirect = $false
        $request.Timeout = 120000
        $request.ContentType = "application/octet-stream"
        $request.Headers.Add("Authorization", "Bearer $token")
        $request.Headers.Add("Idempotency-Key", $one)
        $stream = $request.GetRequestStream()
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Close()
        $response = $request.GetResponse()
    } catch {
        $cause = $_.Exception
        while ($null -ne $cause -and -not ($cause -is [System.Net.WebException])) { $cause = $cause.InnerException }
        if ($null -ne $cause) { $response = $cause.Response }
    }
    if ($null -eq $response) {
        Say-Gone $cause
        return @(0, "")
    }
    $answer = ""
    try { $answer = (New-Object System.IO.StreamReader($response.GetResponseStream())).ReadToEnd() } catch { }
    $status = [int]$response.StatusCode
    return @($status, $answer)
}

# "taken", "again" (to be tried again), "token" (refused), or "refused" for good.
function Send-Report($code, $token, $one, $bytes, $ours) {
    Say "Envoi à $Site…"
    $heard = @(Send-Bytes "$Site/api/devices/$code/snapshots$ours" $token $one $bytes)
    $status = $heard[0]
    $answer = [string]$heard[1]
    if ($status -eq 0) { return "again" }
    $taken = ($status -eq 200 -or $status -eq 201)
    if ($taken -and $answer -match '"status": *"audited"') {
        Say "Appareil audité. La suite est sur sa page : $Site/appareils/$code/"
        return "taken"
    }
    $kept = ($taken -and $answer -match '"status": *"kept"')
    if ($kept) {
        Say "Relevé gardé avec l'appareil. Il reste à dire :"
    } else {
        Say "Le site n'a pas pris ce relevé ($status) :"
    }
    $said = @([regex]::Matches($answer, '"detail": *"((?:[^"\\]|\\.)*)"'))
    foreach ($found in $said) { Say "  - $([regex]::Unescape($found.Groups[1].Value))" }
    if ($kept) {
        Say "  Terminez sur sa page : $Site/appareils/$code/"
        return "taken"
    }
    if ($said.Count -eq 0) { Say-Refused $status }
    if ($status -eq 401 -or $status -eq 403) { return "token" }
    if (@(400, 404, 409, 413, 415, 422) -contains $status) { return "refused" }
    return "again"
}

# When something else than the site answered, or it said nothing that can be read.
function Say-Refused($status) {
    if ($status -eq 401 -or $status -eq 403) {
        Say "  - Ce jeton est faux, ou son point de scan est fermé."
    } elseif ($status -eq 404) {
        Say "  - Ce code n'est à aucun appareil de ce site."
    } elseif ($status -eq 413) {
        Say "  - Ce relevé est trop lourd."
    } elseif ($status -ge 500) {
        Say "  - Le site a un souci. Attendez une minute, puis réessayez."
    } else {
        Say "  - Ce n'est pas lui qui répond : un portail Wi-Fi ? Prenez un câble."
    }
}

# One key for every try: a report that came through twice counts once.
function Send-UntilTaken($code, $text) {
    $token = Get-Token
    if ($token -eq "") { return $false }
    $ours = ""
    if (@(Get-Keys).Count -gt 0 -and (Test-Yes "Clés et cartes branchées : à vous ?")) { $ours = "?removable=ours" }
    if ($PSVersionTable.PSVersion.Major -lt 6) {
        try { [System.Net.ServicePointManager]::SecurityProtocol = 3072 } catch { }
    }
    $one = [System.Guid]::NewGuid().ToString()
    $bytes = (New-Object System.Text.UTF8Encoding $false).GetBytes($text)
    for ($i = 0; $i -lt 5; $i++) {
        $became = Send-Report $code $token $one $bytes $ours
        if ($became -eq "taken") { return $true }
        if ($became -eq "refused") { return $false }
        if ($became -eq "token") {
            $token = Clear-Token (Read-Token)
            if ($token -eq "") { return $false }
        } elseif (-not (Test-Yes "Réessayer l'envoi ?")) {
            return $false
        }
    }
    return $false
}

# On a key, however many it takes: what was read is not lost for one that is full or forgotten.
function Save-Report($code, $text) {
    while ($true) {
        if ($Key -eq "") { $script:Key = Select-Key }
        if ($Key -ne "") {
            $written = Save-OnKey "filiere-$code.txt" $text
            if ($written -ne "") {
                Say "Relevé écrit : $written"
                Say "Déposez ce fichier sur la page de l'appareil : $Site/appareils/$code/"
                return
            }
            Say "La clé n'a pas pris le relevé : pleine, protégée ou retirée. Prenez-en une autre."
            $script:Key = ""
        }
        if (-not (Test-Yes "Rien sur une clé. Branchez-en une : réessayer ?")) {
            Say "Rien n'est envoyé ni écrit. Relancez quand vous voudrez."
            return
        }
    }
}

function Main {
    Set-StrictMode -Off
    $ErrorActionPreference = "Continue"
    Say "filiere : audit de cet ordinateur. Ses disques ne sont que lus. Ctrl-C arrête."
    $me = New-Object System.Security.Principal.WindowsPrincipal ([System.Security.Principal.WindowsIdentity]::GetCurrent())
    if (-not $me.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)) {
        Say "Attention : sans « Exécuter en tant qu'administrateur », le relevé sera incomplet."
    }
    $code = ""
    while ($code -eq "") { $code = Test-Code (Ask "Code de l'étiquette (tapez-le ou scannez-le)") }
    $script:Key = Select-Key
    Say "[1/2] Composants et disques…"
    [void](Add-Section "wmi" $PSVersionTable.PSVersion.Major (Read-Classes))
    Say "[2/2] Batterie…"
    [void](Add-Section "powercfg" "1" (Read-BatteryReport))
    $text = "=== filiere releve 1`ncode: $code`n" + ($Sections -join "") + "`n=== filiere fin $($Sections.Count)`n"
    if (Send-UntilTaken $code $text) { return }
    Save-Report $code $text
}

Main

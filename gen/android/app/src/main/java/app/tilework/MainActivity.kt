package app.tilework

import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import android.os.Bundle
import androidx.activity.enableEdgeToEdge
import androidx.appcompat.app.AlertDialog

private const val LOCAL_NETWORK = "android.permission.ACCESS_LOCAL_NETWORK"

class MainActivity : TauriActivity() {
  override fun onCreate(savedInstanceState: Bundle?) {
    // A link was dealt with when it came: not again when the system makes the activity anew, nor from the list of recent apps.
    val fromHistory = (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY) != 0
    if (savedInstanceState != null || fromHistory) {
      intent = Intent(intent).setAction(Intent.ACTION_MAIN).setData(null)
    }
    enableEdgeToEdge()
    super.onCreate(savedInstanceState)
    askForLocalNetworkOnce()
  }

  /** Android 17 answers every connection to a broker at home with "timed out" until the person agreed. */
  private fun askForLocalNetworkOnce() {
    if (Build.VERSION.SDK_INT < 37) return
    if (checkSelfPermission(LOCAL_NETWORK) == PackageManager.PERMISSION_GRANTED) return
    val asked = getPreferences(MODE_PRIVATE)
    if (asked.getBoolean(LOCAL_NETWORK, false)) return
    AlertDialog.Builder(this)
      .setMessage(R.string.local_network_reason)
      .setPositiveButton(android.R.string.ok) { _, _ ->
        asked.edit().putBoolean(LOCAL_NETWORK, true).apply()
        requestPermissions(arrayOf(LOCAL_NETWORK)) {}
      }
      .show()
  }
}
